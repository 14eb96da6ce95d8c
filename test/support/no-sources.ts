import type { FileSources } from '../../src/config/mcp-servers.ts';
import { err } from '../../src/core/result.ts';

/** Nothing that a file could refer to. */
export const NO_SOURCES: FileSources = { env: {}, resolve: () => err('is not there') };

import type { ToolList } from '../client/tool-list.ts';
import type { AreaOfServer } from './area-of-server.ts';
import { CONTRACT, DEPLOYMENTS, POD_LOG, PORTS } from './contract.ts';
import { detect, detectProfile } from './detect.ts';
import type { Profile } from './profile.ts';

/** The tools that read, as far as the server is known: by its profile, or by our contract. */
export function readingToolsOf(
  list: ToolList,
  area: AreaOfServer | undefined,
  wanted?: string,
): ReadonlySet<string> {
  const kind = area ? detect(list, area, wanted) : detectProfile(list, wanted);
  if (kind === 'contract') return area ? new Set(contractTools(area)) : new Set();
  return typeof kind === 'object' ? new Set(profileTools(kind)) : new Set();
}

function contractTools(area: AreaOfServer): readonly string[] {
  const promised: readonly { readonly tool: string }[] = Object.values(CONTRACT[area]);
  return [...promised, POD_LOG, PORTS, DEPLOYMENTS].map(({ tool }) => tool);
}

const profileTools = ({ lists, learn = {}, answers = {}, ports, log }: Profile) =>
  [...Object.values(lists).flat(), ...Object.values(learn), ...Object.values(answers), ports, log]
    .flatMap((call) => call ?? [])
    .map(({ tool }) => tool);

import { z } from 'zod';

/** A tool's answer, read loosely: the SDK's schema takes gigabytes to list what is wrong with megabytes. */
export const ToolAnswer = z.object({
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
  content: z.array(z.unknown()).default([]),
});
export type ToolAnswer = z.infer<typeof ToolAnswer>;

/** The texts in it, in their order. */
export const textsOf = ({ content }: ToolAnswer): readonly string[] =>
  content.filter(isTextBlock).map(({ text }) => text);

const isTextBlock = (block: unknown): block is { readonly text: string } =>
  typeof block === 'object' &&
  block !== null &&
  'type' in block &&
  block.type === 'text' &&
  'text' in block &&
  typeof block.text === 'string';

import { ok } from '../core/result.ts';
import type { AreaInfo } from '../menu/area-info.ts';
import type { Screen } from '../menu/menu.ts';

export const ASSISTANT: AreaInfo = {
  key: '5',
  name: 'assistant',
  label: 'Ask Claude',
  words: ['claude', 'ask', 'ai'],
};

/** The screen for questions: every text that is no command is one there. */
export const assistantScreen = (up: string): Screen => ({
  title: 'Ask Claude',
  up,
  view: () => ok({ text: "Ask anything about your infra. 'home' leaves.", rows: [] }),
});

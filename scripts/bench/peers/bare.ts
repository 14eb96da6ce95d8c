import { answer, serveForms } from './by-hand.ts';
import { isAllowed, step } from './menu.ts';

/** The lower bound: it remembers nothing. */
serveForms((form, response) => {
  const from = form.get('From');
  answer(response, isAllowed(from) ? step(from, form.get('Body') ?? '') : '');
});

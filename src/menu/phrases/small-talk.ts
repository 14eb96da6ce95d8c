const words = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(' ')));

/** Texts that need no action, by their typical words; the first match gives the answer, where there is one. */
export const SMALL_TALK: readonly {
  readonly words: ReadonlySet<string>;
  readonly answer?: string;
}[] = [
  {
    words: words(
      'thanks thank thankyou thanx thx thnx tnx ty tysm tyvm tks cheers appreciated grateful gracias merci danke dank obrigado obrigada',
      'spasibo shukran dhanyavad xiexie terima kasih merci spasiba shukriya dhonnobad',
      'спасибо 谢谢 谢了 多谢 شكرا धन्यवाद शुक्रिया ধন্যবাদ شکریہ 🙏',
    ),
    answer: 'Any time.',
  },
  {
    words: words('sorry apologies oops whoops oopsie mistake misclick pocket'),
    answer: 'No problem.',
  },
  {
    words: words(
      'bye goodbye byebye cya ttyl later goodnight night gn nite tschüss adios ciao farewell laters',
    ),
    answer: 'Bye.',
  },
  {
    words: words(
      'ok okay okey k kk oki okie okidoki alright yes yep yeah yup ya sure fine good great cool nice perfect awesome excellent',
      'amazing brilliant sweet super lovely wonderful fantastic neat wow noted understood roger copy gotcha right correct agreed done lol',
      'got mind best please see forget glad happy lmao haha hahaha hehe rofl ack omg wp bruh hmm hm mhm ah aha oh ooh nvm nevermind np yw congrats bravo genius legend love relax wait',
      '👍 👌 ❤ 😂 🙂 😊 💪 🎉 👏 ✅ 🤝 🥰 😍 😅 🫡 🤣 😁 😎 ☺ 💯 🙌 😘',
    ),
  },
];

/** Whole phrases of small talk, whose single words mean other things. */
export const SMALL_TALK_PHRASES =
  /^have a (?:good|nice|great|lovely) (?:day|evening|night|weekend|one)$|^(?:you )?made my day$/;

/** Words that accompany those, in `thank you so much` and `ok got it`. */
export const SMALL_TALK_FILLERS = words(
  "you u so much a lot very many for that that's thats this the it is works working worked back running fixed again got i'm im i am mate man buddy bro dude love again see never",
  'mind my bad no worries job well bot one and then now too will do was to dear sir thats it your help have nice beaucoup mucho muchas viele vielen sehr muito muitas molto mille bien',
  'made wrong number are just testing test looks look sounds sound makes sense me know cool moment minute second welcome youre excuse',
);

const words = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(' ')));

/** Words that open a conversation. */
export const GREETINGS = words(
  'hi hey hello hiya helo hullo hallo heya yo yoyo sup howdy greetings hola ciao salut ahoy gday wassup wazzup',
  'morning mornin afternoon evening goodmorning \u{1F44B} goodafternoon goodevening gm',
);

/** Words that ask how everything is, or for what is wrong. */
export const STATE_WORDS = words(
  'status stat stats state overview summary summarize summarise report recap sitrep dashboard health healthcheck healthy',
  'update updates ok okay fine good well alright up down broken wrong bad problem problems issue issues trouble troubles',
  'error errors failure failures failing failed fail fails outage outages incident incidents running run runs working',
  'works work online offline alive dead red green broke crash crashed crashing warning warnings news happening critical',
  'stable operational normal safe stopped stuck hanging fire burning',
);

/** Words that carry no meaning of their own in a short question. */
export const FILLERS = words(
  "a an the my our your their his her this that these those it its i im i'm me we us you they them u ur",
  "is isn't isnt are aren't arent was were am be been being do does did don't has have had having got can could would will",
  "shall should may might what what's whats which how how's hows who who's whos where where's there there's theres here that's",
  'thats thats so and or but of on off at in with for to from by into as than then too also now right today tonight currently',
  'please pls plz kindly just still even really actually only anything anyone any something someone some all every everything',
  'everybody everyone everythings thing things stuff nothing none give gimme show tell get check see look looking list let know',
  'need needs want like love quick quickly fast going doing goes go gone feel feeling seem seems mean house home homelab',
  'lab server servers system systems infra infrastructure setup rack place world life again back thanks thank not no',
  'ok okay much many count number overall general hear about attention aware worry current latest full complete short brief left connected reachable responding available stop stops started booted ist da der die das noch bitte favor kubectl k get',
);

/** Words for the addressee of a greeting. */
export const ADDRESSEES = words(
  'there relay mate buddy bro dude man friend friends folks guys all team bot computer sms sir good day early late',
);

/** Questions about what the relay can do, and how. `help` and `info` alone belong to the carrier. */
export const HELP_PHRASES: readonly RegExp[] = [
  /^\?{2,3}$/,
  /^(?:(?:show|list|all|available|what|which|the|my|list of|what are the|what are my) )*(?:commands?|options|features|examples?)(?: list| are there| do you have)?$/,
  /^what (?:else )?(?:can|could|do|should|does|are) (?:i|you|we|this|it|u)(?: (?:do|ask|say|text|type|send|try|know|able to do))*(?: (?:you|here|now|with|this|it|to))*$/,
  /^(?:what|who|whats|whos|who is|what is|who are|what are|who am i) ?(?:this|is this|that|it|you|dis|talking to)?$/,
  /^(?:what now|now what|what else|show me what you can do|tell me what you can do|what can you help me with)$/,
  /^how(?: (?:do|does|can|to|should))?(?: (?:i|you|this|it|that|u))?(?: (?:use|work|works|do|ask|text))?(?: (?:this|it|you|that|with you))?$/,
  /^help$|^(?:help|info)(?: (?:me|please|menu|help|text|page))+$|^(?:show|get|i need|need|can you|can you please|please) help(?: me)?$/,
  /^(?:usage|manual|instructions?|guide|tutorial|faq|docs|documentation|man|explain|about|halp|helpme|more info|more information|information)$/,
  /^(?:i am |im )?(?:lost|confused|stuck)$|^i (?:dont|do not) (?:understand|get it|know)(?: what to do)?$|^(?:huh|wat|eh|what)$/,
  /^(?:are you|is this) (?:a |an )?(?:bot|robot|human|ai|machine|real|chatgpt)$/,
];

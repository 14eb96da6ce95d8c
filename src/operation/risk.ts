/** The harm an operation can do. Declared once, beside the code that does it. A note changes only what the relay keeps. */
export type Risk = 'read' | 'note' | 'change' | 'destroy';

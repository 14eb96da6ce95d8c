/** The harm an operation can do. Declared once, beside the code that does it. */
export type Risk = 'read' | 'change' | 'destroy';

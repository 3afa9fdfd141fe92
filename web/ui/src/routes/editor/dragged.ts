/// What is carried from the palette to the drawing.

/** The kind of data of a drag: the name of a handler. */
export const HANDLER_DRAGGED = "application/x-aurora-handler";

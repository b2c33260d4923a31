/** What an element of the tree says of itself (ISO 32000-1, 14.9). */
export interface TagWords {
  /** Read out in place of what is drawn, such as a picture's. */
  alt?: string;
  /** The text as it is meant, where its drawing is not that: boxes for letters, words in the order of the eye. */
  actual?: string;
  /** Where it is another than the document's (BCP 47). */
  lang?: string;
  /** Of a picture: left, upper, right and lower edge, in points from the page's upper left corner. */
  bbox?: [number, number, number, number];
  /** Of a table's head: what it heads. */
  scope?: 'Column' | 'Row';
}

/** The tree of a PDF's content, which screen readers follow (ISO 32000-1, 14.7 and 14.8), written along with the drawing. */
export interface Tags {
  /** Puts an element into the one that is open, and keeps it open while `draw` runs, which may begin pages. */
  within(type: string, words: TagWords, draw: () => void): void;
  /** What is drawn belongs to the element that is open; all of it on one page. */
  content(draw: () => void): void;
  /** What is drawn is no content: lines, what stands on each page. On one page; not within `content`. */
  artifact(kind: 'Layout' | 'Pagination', draw: () => void): void;
}

/** The tags of a document that was made as `tagged`; ends with it. */
export function tagsOf(doc: PDFKit.PDFDocument): Tags {
  const root = doc.struct('Document');
  doc.addStructure(root);
  let open = { element: root, type: 'Document' };
  return {
    within(type, words, draw) {
      const outer = open;
      const element = doc.struct(type, words);
      outer.element.add(element);
      open = { element, type };
      draw();
      element.end();
      open = outer;
    },
    content(draw) {
      const marked = doc.markStructureContent(open.type);
      draw();
      doc.endMarkedContent();
      open.element.add(marked);
    },
    artifact(kind, draw) {
      doc.markContent('Artifact', { type: kind });
      draw();
      doc.endMarkedContent();
    },
  };
}

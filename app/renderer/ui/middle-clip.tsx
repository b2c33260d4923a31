/** What is kept of the end of a name, UTF-16: names of one stream mostly differ there. */
const tailLength = 7;

/** A name on one line, cut in its middle where there is no room, so that names that begin alike stay apart. */
export function MiddleClip({ children: text }: { children: string }) {
  const at = Math.max(0, text.length - tailLength);
  return <span className="middle-clip"><span className="clip">{text.slice(0, at)}</span><span>{text.slice(at)}</span></span>;
}

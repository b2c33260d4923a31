/** Work that waits for the next animation frame; each is done once however often it was asked for, and all in one turn. */
const waiting = new Set<() => void>();

function run(): void {
  const due = [...waiting];
  waiting.clear();
  for (const work of due) work();
}

/** Does `work` in the next animation frame. In a hidden window there are no frames, so nothing is done until it shows again. */
export function onNextFrame(work: () => void): void {
  waiting.add(work);
  if (waiting.size === 1) requestAnimationFrame(run);
}

/** Forgets `work`. */
export function dropFromFrame(work: () => void): void {
  waiting.delete(work);
}

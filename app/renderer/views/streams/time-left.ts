/** Time left of work in ms, from what was done of it (0…1) between two looks `elapsedMs` apart; null while that says nothing. */
export function timeLeft(before: number, now: number, elapsedMs: number): number | null {
  const done = now - before;
  return done <= 0 || elapsedMs < 1000 ? null : ((1 - now) / done) * elapsedMs;
}

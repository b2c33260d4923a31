/** What an operating-system notification lets an analyst do besides opening it; the page does it. */
export type ToldAct = 'true' | 'false' | 'quiet';

/** Its buttons, where the platform has some. */
export const toldActs: readonly { act: ToldAct; text: string }[] = [{ act: 'true', text: 'True problem' }, { act: 'false', text: 'False alarm' }, { act: 'quiet', text: 'Quiet 1 h' }];
/** Those of what tells of no anomaly. */
export const quietOnly = toldActs.filter(({ act }) => act === 'quiet');

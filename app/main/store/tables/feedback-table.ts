import type { Feedback } from '../../../shared/domain/feedback.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Keeps one act of judging. */
export function addFeedback(db: WritableDb, feedback: Omit<Feedback, 'id'>): void {
  db.prepare('INSERT INTO feedback (anomaly_id, verdict, work_state, comment, actor, at, model_version) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(feedback.anomalyId, feedback.verdict, feedback.workState, feedback.comment, feedback.actor, feedback.at, feedback.modelVersion);
}

/** All judgements of an anomaly, oldest first. */
export function feedbackOf(db: ReadableDb, anomalyId: string): Feedback[] {
  return db
    .prepare('SELECT id, anomaly_id AS anomalyId, verdict, work_state AS workState, comment, actor, at, model_version AS modelVersion FROM feedback WHERE anomaly_id = ? ORDER BY id')
    .all(anomalyId) as Feedback[];
}

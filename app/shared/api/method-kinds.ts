import type * as z from 'zod';
import type { Permission } from '../domain/account.ts';

interface Row<I extends z.ZodType> {
  input: I;
  /** Who may call it. */
  permission: Permission;
  /** Whether each call leaves an audit event. */
  audited: boolean;
  /** One line for the reader of the API page. */
  doc: string;
}
/** Reads. */
export interface Query<I extends z.ZodType, O extends z.ZodType> extends Row<I> { kind: 'query'; output: O }
/** Changes something. */
export interface Command<I extends z.ZodType, O extends z.ZodType> extends Row<I> { kind: 'command'; output: O }
/** A snapshot, then changes to it, in order. */
export interface Subscription<I extends z.ZodType, S extends z.ZodType, C extends z.ZodType> extends Row<I> { kind: 'subscription'; snapshot: S; change: C }

/** Reads; audited only where what is read is personal (raw records). */
export function query<I extends z.ZodType, O extends z.ZodType>(permission: Permission, doc: string, input: I, output: O, audited = false): Query<I, O> {
  return { kind: 'query', input, output, permission, audited, doc };
}
/** Changes something; audited unless said otherwise (a chunk of an upload). */
export function command<I extends z.ZodType, O extends z.ZodType>(permission: Permission, doc: string, input: I, output: O, audited = true): Command<I, O> {
  return { kind: 'command', input, output, permission, audited, doc };
}
/** A snapshot, then changes. */
export function subscription<I extends z.ZodType, S extends z.ZodType, C extends z.ZodType>(permission: Permission, doc: string, input: I, snapshot: S, change: C): Subscription<I, S, C> {
  return { kind: 'subscription', input, snapshot, change, permission, audited: false, doc };
}

import { askedFigureSchema, type AskedFigure } from '../../shared/domain/extension.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** What a script asks for: a figure, and which of the numbered arguments are values, key and time. */
export interface ScriptCall {
  figure: AskedFigure;
  /** null: the first of the registry. */
  detector: string | null;
  values: string[];
  key: string | null;
  time: string | null;
}

const grammar = 'Write anomalyforce.score(value=_arg1), with key=_arg2, time=_arg3, value=[_arg1, _arg4] or detector=\'known-states\' where needed; score, alert, expected, low and high can be asked for.';
/** Longer scripts are no call of this grammar. */
const mostCharacters = 2_000;

/**
 * Reads a script of a calculated field: one call, `return` before it or not. Nothing of it is ever run. Throws `AF_EXTENSION_SCRIPT_INVALID` with the place where it is no such call.
 *
 *     script := ["return"] "anomalyforce" "." figure "(" argument { "," argument } ")" [";"]
 *     argument := name "=" ( string | argN | "[" argN { "," argN } "]" )
 */
export function parseScript(script: string): ScriptCall {
  if (script.length > mostCharacters) throw new WorkbenchError('AF_EXTENSION_SCRIPT_INVALID', `A script has at most ${mostCharacters} characters.`);
  let at = 0;
  const fail = (wanted: string): never => {
    throw new WorkbenchError('AF_EXTENSION_SCRIPT_INVALID', `At character ${at + 1} of the script ${wanted} is expected.`, { hint: grammar });
  };
  /** The next word of a kind, spaces before it skipped; null where there is another. */
  const take = (pattern: RegExp): string | null => {
    at += /^\s*/.exec(script.slice(at))![0].length;
    const [found] = pattern.exec(script.slice(at)) ?? [];
    if (found === undefined) return null;
    at += found.length;
    return found;
  };
  const need = (pattern: RegExp, wanted: string): string => take(pattern) ?? fail(wanted);
  const argument = () => need(/^_arg[1-9]\d?/, 'an argument such as _arg1');

  take(/^return\b/);
  need(/^anomalyforce\b/, 'anomalyforce');
  need(/^\./, 'a dot');
  const name = need(/^[a-z]+/, 'score, alert, expected, low or high');
  const figure = askedFigureSchema.safeParse(name).data;
  if (figure === undefined) {
    at -= name.length;
    return fail('score, alert, expected, low or high');
  }
  const call: ScriptCall = { figure, detector: null, values: [], key: null, time: null };
  const given = new Set<string>();
  need(/^\(/, 'an opening bracket');
  do {
    const field = need(/^(value|key|time|detector)\b/, 'value, key, time or detector');
    if (given.has(field)) fail(`another field than ${field}, which was given already,`);
    given.add(field);
    need(/^=(?!=)/, 'an equals sign');
    if (field === 'detector') call.detector = need(/^('[\w-]{1,60}'|"[\w-]{1,60}")/, 'a detector’s name in quotes').slice(1, -1);
    else if (field === 'value' && take(/^\[/) !== null) {
      do call.values.push(argument()); while (take(/^,/) !== null);
      need(/^\]/, 'a closing square bracket');
    } else if (field === 'value') call.values.push(argument());
    else call[field as 'key' | 'time'] = argument();
  } while (take(/^,/) !== null);
  need(/^\)/, 'a closing bracket');
  take(/^;/);
  if (take(/^\S/) !== null) {
    at -= 1;
    fail('the end');
  }
  if (call.values.length === 0) fail('value=_arg1 within the brackets');
  return call;
}

/** What Tableau asks first of an endpoint with a sign-in: the number in it is its answer. Null for any other script. */
export function parseProbe(script: string): number | null {
  const [, number] = /^\s*return\s+int\(\s*(\d{1,9})\s*\)\s*$/.exec(script) ?? [];
  return number === undefined ? null : Number(number);
}

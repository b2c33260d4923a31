import { useState, type KeyboardEvent } from 'react';
import type { Incident, IncidentAct } from '../../../shared/domain/incident.ts';
import { longestNote } from '../../../shared/domain/notebook.ts';
import { keyWords } from '../../commands/key-match.ts';
import { isMac } from '../../commands/use-commands.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { DoneAt } from '../../ui/moment.tsx';
import { Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { usePrincipal } from '../../workbench/use-principal.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { IncidentPins } from './incident-pins.tsx';
import { IncidentTags } from './incident-tags.tsx';
import { notesOf, type Note } from '../../../shared/domain/notes-of.ts';

/** What people wrote about an incident: tags, notes, and charts that they pinned to it. */
export function IncidentNotebook({ incident }: { incident: Incident }) {
  const history = useQuery('incidents.history', { incidentId: incident.id }, { anew: incident }); // each act tells the incident anew
  return (
    <section aria-labelledby="notebook" className="stack">
      <h2 id="notebook">Notebook</h2>
      <IncidentTags incident={incident} />
      <Shown of={history} waiting="Reading the notes…">{(acts) => <Notes incidentId={incident.id} acts={acts} />}</Shown>
      <IncidentPins incident={incident} />
    </section>
  );
}

function Notes({ incidentId, acts }: { incidentId: string; acts: readonly IncidentAct[] }) {
  const [editing, setEditing] = useState<number | null>(null);
  const me = usePrincipal();
  const notes = notesOf(acts);
  return (
    <>
      {notes.length > 0 && (
        <ol className="history" aria-label="Notes">
          {notes.map((note) => (
            <li key={note.first.id}>
              <strong>{note.last.actor}</strong> <span className="muted"><DoneAt at={note.first.at} />{note.earlier.length > 0 && <>, changed <DoneAt at={note.last.at} /></>}</span>
              {editing === note.last.id ? <NoteForm incidentId={incidentId} replaced={note.last} onDone={() => setEditing(null)} /> : (
                <>
                  <p className="incident-comment" dir="auto">{note.last.text}</p>
                  <div className="row">
                    {note.last.actor === me && <Button small look="plain" onPress={() => setEditing(note.last.id)}>Edit the note</Button>}
                    {note.earlier.length > 0 && <Earlier note={note} />}
                  </div>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      <NoteForm incidentId={incidentId} replaced={null} onDone={() => undefined} />
    </>
  );
}

function Earlier({ note }: { note: Note }) {
  return (
    <details className="incident-earlier">
      <summary>Before</summary>
      {note.earlier.map((one) => <div key={one.id}><span className="muted small"><DoneAt at={one.at} /></span><p className="incident-comment" dir="auto">{one.text}</p></div>)}
    </details>
  );
}

/** Writes a note, or the new text of one. */
function NoteForm({ incidentId, replaced, onDone }: { incidentId: string; replaced: IncidentAct | null; onDone(): void }) {
  const comment = useCommand('incidents.comment');
  const [text, setText] = useState(replaced?.text ?? '');
  const add = async () => {
    const outcome = await comment.run({ incidentId, comment: text, replaces: replaced?.id ?? null });
    if (!outcome.ok) return;
    if (replaced === null) setText((now) => (now === text ? '' : now)); // not what was written meanwhile
    onDone();
  };
  const isTooLong = text.trim().length > longestNote;
  const isEmpty = text.trim() === '';
  const canSave = !isEmpty && !isTooLong && text !== replaced?.text && !comment.running;
  /** Enter alone begins a line. */
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(isMac ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    if (canSave) void add();
  };
  return (
    <form className="stack" onKeyDown={press} onSubmit={(event) => { event.preventDefault(); if (canSave) void add(); }}>
      <TextField label={replaced === null ? 'Note' : 'The note'} multiline autoFocus={replaced !== null} value={text} onChange={setText} error={isTooLong ? `A note has at most ${longestNote.toLocaleString()} characters; divide it.` : null} />
      <div className="row"><Button type="submit" busy={comment.running} isDisabled={!canSave && !comment.running}>{replaced === null ? 'Add the note' : 'Save the note'} <kbd>{keyWords('mod+enter', isMac)}</kbd></Button>{replaced !== null && <Button onPress={onDone}>Cancel</Button>}</div>
    </form>
  );
}

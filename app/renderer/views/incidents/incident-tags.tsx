import { useId, useState } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { tagSchema } from '../../../shared/domain/notebook.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { useCommand } from '../../workbench/use-command.ts';

/** The tags of an incident: each leads to all that have it, can be taken away, and more can be given. */
export function IncidentTags({ incident }: { incident: Incident }) {
  const setTag = useCommand('incidents.set-tag');
  const [text, setText] = useState('');
  const ids = useId();
  const parsed = tagSchema.safeParse(text);
  const error = text.trim() === '' || parsed.success ? null : 'A tag is one word of letters and digits, with - _ . / + or # in it.';
  const add = async () => {
    if (!parsed.success) return;
    const outcome = await setTag.run({ incidentId: incident.id, tag: parsed.data, tagged: true });
    if (outcome.ok) setText((now) => (now === text ? '' : now)); // not what was written meanwhile
  };
  return (
    <div className="stack">
      {incident.tags.length > 0 && (
        <ul className="incident-tags" aria-label="Tags">
          {incident.tags.map((tag) => (
            <li key={tag} id={`${ids}-${tag}`}><a href={hrefOf({ page: 'anomalies' }, { view: 'incidents', tag })}>{tag}</a><IconButton small icon="close" label={`Take the tag ${tag} away`} onPress={() => void setTag.run({ incidentId: incident.id, tag, tagged: false })} /></li>
          ))}
        </ul>
      )}
      <form className="incident-line" onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <TextField label="Tag" value={text} onChange={setText} error={error} />
        <Button type="submit" busy={setTag.running} isDisabled={!parsed.success}>Add the tag</Button>
      </form>
    </div>
  );
}

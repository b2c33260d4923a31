import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { dashboardFileEnding, type Dashboard, type DashboardRow } from '../../../shared/domain/dashboard.ts';
import { hrefOf } from '../../routes/route.ts';
import { goTo } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { MoreMenu } from '../../ui/menu.tsx';
import { Moment } from '../../ui/moment.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { saveFile } from '../../workbench/save-file.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { contentOf } from './dashboard-desk.ts';
import { NewDashboardDialog } from './new-dashboard-dialog.tsx';
import { useImportDashboard } from './use-import-dashboard.ts';
import './dashboards.css';

/** All dashboards: open, make, rename, duplicate, take to a file and from one, delete. */
export function DashboardsPage() {
  const rows = useSubscription('dashboards.watch', {});
  const [isNew, setNew] = useState(false);
  const importFile = useImportDashboard();
  const tools = (
    <>
      <FileTrigger acceptedFileTypes={['.json']} onSelect={(files) => { const file = files?.[0]; if (file !== undefined) void importFile(file); }}><Button icon="upload">Import a file</Button></FileTrigger>
      <Button look="primary" icon="plus" onPress={() => setNew(true)}>New dashboard</Button>
    </>
  );
  return (
    <div className="page">
      <div className="page-head">
        <div><h1>Dashboards</h1><p>What you want to see together: charts, lanes, calendars, tables, values, incidents and words.</p></div>
        <div className="page-tools">{tools}</div>
      </div>
      <Shown of={rows} waiting="Reading the dashboards…">
        {(all, { stale }) => <div className={`card card-flush${stale ? ' stale' : ''}`}><h2 className="unseen">All dashboards</h2><DashboardTable rows={all} onNew={() => setNew(true)} /></div>}
      </Shown>
      {isNew && <NewDashboardDialog onClose={() => setNew(false)} />}
    </div>
  );
}

function DashboardTable({ rows, onNew }: { rows: readonly DashboardRow[]; onNew(): void }) {
  const [renaming, setRenaming] = useState<DashboardRow | null>(null);
  const columns: TableColumn<DashboardRow>[] = [
    { id: 'name', title: 'Name', sortBy: ({ name }) => name, cell: ({ name }) => <strong>{name}</strong> },
    { id: 'panels', title: 'Panels', align: 'end', sortBy: ({ panelCount }) => panelCount, cell: ({ panelCount }) => panelCount, className: 'from-640' },
    { id: 'saved', title: 'Saved', sortBy: ({ savedAt }) => savedAt, cell: ({ savedAt }) => <Moment at={Math.floor(savedAt / 1000) * 1000} />, className: 'from-640' },
    { id: 'acts', title: 'Actions', align: 'end', cell: (row) => <RowActs row={row} onRename={() => setRenaming(row)} /> },
  ];
  return (
    <>
      <DataTable
        label="Dashboards" columns={columns} rows={rows} idOf={({ id }) => id} hrefOf={({ id }) => hrefOf({ page: 'dashboard', dashboardId: id })} initialSort={{ column: 'name', direction: 'ascending' }}
        empty={<EmptyState icon="layout" title="No dashboards yet" actions={<Button look="primary" icon="plus" onPress={onNew}>New dashboard</Button>}>Begin with an overview of your streams, with a template of your domain, or with nothing. A file that was exported elsewhere can be dropped on this window.</EmptyState>}
      />
      {renaming !== null && <RenameDialog row={renaming} onClose={() => setRenaming(null)} />}
    </>
  );
}

function RowActs({ row, onRename }: { row: DashboardRow; onRename(): void }) {
  const workbench = useWorkbench();
  const save = useCommand('dashboards.save');
  const remove = useCommand('dashboards.remove');
  const read = async (): Promise<Dashboard | null> => workbench.call('dashboards.get', { dashboardId: row.id }).catch((thrown: Error) => (tell({ tone: 'bad', title: thrown.message }), null));
  const duplicate = async () => {
    const found = await read();
    if (found !== null) await save.run({ content: { ...contentOf(found), name: `${found.name.slice(0, 110)} (copy)` } });
  };
  const toFile = async () => {
    try {
      const { name, text } = await workbench.call('dashboards.export', { dashboardId: row.id });
      saveFile(`${fileName(name)}${dashboardFileEnding}`, 'application/json', text);
    } catch (thrown) {
      tell({ tone: 'bad', title: (thrown as Error).message });
    }
  };
  const deleteIt = async () => {
    const found = await read();
    if (found === null || !(await remove.run({ dashboardId: row.id })).ok) return;
    tell({ tone: 'info', title: `“${found.name}” is deleted`, action: { label: 'Undo', onPress: () => void save.run({ dashboardId: found.id, content: contentOf(found) }) } });
  };
  return (
    <MoreMenu
      label={`More for ${row.name}`}
      actions={[
        { label: 'Open', onPress: () => goTo({ page: 'dashboard', dashboardId: row.id }) },
        { label: 'Rename', onPress: onRename },
        { label: 'Duplicate', icon: 'plus', onPress: () => void duplicate() },
        { label: 'Export as a file', icon: 'download', onPress: () => void toFile() },
        { label: 'Delete', icon: 'remove', danger: true, onPress: () => void deleteIt() },
      ]}
    />
  );
}

function RenameDialog({ row, onClose }: { row: DashboardRow; onClose(): void }) {
  const workbench = useWorkbench();
  const save = useCommand('dashboards.save');
  const [name, setName] = useState(row.name);
  const done = async () => {
    const found = await workbench.call('dashboards.get', { dashboardId: row.id }).catch((thrown: Error) => (tell({ tone: 'bad', title: thrown.message }), null));
    if (found !== null && (await save.run({ dashboardId: row.id, over: found.revision, content: { ...contentOf(found), name: name.trim() } })).ok) onClose();
  };
  return (
    <Dialog title="Rename the dashboard" isOpen onClose={onClose} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" isDisabled={name.trim() === ''} busy={save.running} onPress={() => void done()}>Rename</Button></>}>
      <TextField label="Name" value={name} onChange={(text) => setName(text.slice(0, 120))} autoFocus />
    </Dialog>
  );
}

/** A name that every file system takes. */
function fileName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim();
  return plain === '' ? 'dashboard' : plain;
}

import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';

/** Pages behind tabs. Uncontrolled unless `selected` is given. */
export function Tabs<T extends string>({ label, tabs, selected, onSelect }: { label: string; tabs: readonly { id: T; title: ReactNode; content: ReactNode }[]; selected?: T; onSelect?: (id: T) => void }) {
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={(key) => onSelect?.(key as T)}>
      <TabList className="tab-list" aria-label={label}>
        {tabs.map((tab) => <Tab key={tab.id} id={tab.id} className="tab">{tab.title}</Tab>)}
      </TabList>
      {tabs.map((tab) => <TabPanel key={tab.id} id={tab.id} className="tab-panel">{tab.content}</TabPanel>)}
    </AriaTabs>
  );
}

import type { ReactNode } from 'react';
import { goTo } from '../../routes/use-route.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DetectorsSection } from './detectors-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { StorageSection } from './storage-section.tsx';
import './settings.css';

const sections: readonly { id: string; title: string; content: ReactNode }[] = [
  { id: 'appearance', title: 'Appearance', content: <AppearanceSection /> },
  { id: 'notifications', title: 'Notifications', content: <NotificationsSection /> },
  { id: 'detectors', title: 'Detectors', content: <DetectorsSection /> },
  { id: 'storage', title: 'Storage', content: <StorageSection /> },
  { id: 'about', title: 'Check and about', content: <AboutSection /> },
];

/** The analyst's choices, saved as they are made, and how the program stands. */
export function SettingsPage({ section }: { section: string }) {
  const selected = sections.some((one) => one.id === section) ? section : 'appearance';
  return (
    <div className="page settings">
      <div className="page-head"><div><h1>Settings</h1><p>Changes hold at once, on every screen of this workbench.</p></div></div>
      <Tabs label="Settings" tabs={sections} selected={selected} onSelect={(id) => goTo({ page: 'settings', section: id })} />
    </div>
  );
}

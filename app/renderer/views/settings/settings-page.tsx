import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { goTo } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AboutSection } from './about-section.tsx';
import { AccuracySection } from './accuracy-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DetectorsSection } from './detectors-section.tsx';
import { DoctorSection } from './doctor-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { StorageSection } from './storage-section.tsx';
import { TableauSection } from './tableau-section.tsx';
import { SettingsDeskProvider, useSettings } from './use-settings.tsx';
import './settings.css';

const sections: readonly { id: string; title: string; content: ReactNode }[] = [
  { id: 'appearance', title: 'Appearance', content: <AppearanceSection /> },
  { id: 'notifications', title: 'Notifications', content: <NotificationsSection /> },
  { id: 'detection', title: 'Detection', content: <DetectorsSection /> },
  { id: 'accuracy', title: 'Accuracy', content: <AccuracySection /> },
  { id: 'storage', title: 'Storage', content: <StorageSection /> },
  { id: 'tableau', title: 'Tableau', content: <TableauSection /> },
  { id: 'doctor', title: 'Check', content: <DoctorSection /> },
  { id: 'about', title: 'About', content: <AboutSection /> },
];

/** The analyst's choices, saved as they are made, and how the program stands. */
export function SettingsPage({ section }: { section: string }) {
  const selected = sections.some((one) => one.id === section) ? section : 'appearance';
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The tabs draw their list a moment after this page.
    const frame = requestAnimationFrame(() => page.current?.querySelector('[role=tab][aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' }));
    return () => cancelAnimationFrame(frame);
  }, [selected]);
  return (
    <SettingsDeskProvider>
      <div className="page settings" ref={page}>
        <div className="page-head"><div><h1>Settings</h1><p>Changes hold at once, on every screen of this workbench.</p></div><Saved /></div>
        <Tabs label="Settings" tabs={sections} selected={selected} onSelect={(id) => goTo({ page: 'settings', section: id })} />
      </div>
    </SettingsDeskProvider>
  );
}

/** Says that the last change is stored, with the way back. */
function Saved() {
  const { undo } = useSettings();
  return <div className="row settings-saved" role="status">{undo !== null && <><span className="muted">Saved.</span><Button small onPress={undo}>Undo</Button></>}</div>;
}

/** What the stand-in's sheets show: one row a mark. */
export interface SampleSheet {
  name: string;
  /** `time` null: a sheet without one, whose rows have no moment. */
  fields: { time: string | null; key: string; measure: string };
  rows: readonly { time: number; key: string; value: number }[];
}

const hourMs = 3_600_000;
const start = Date.UTC(2026, 0, 5);

/** Beds in use of two wards, hour by hour for five weeks: a day's and a week's course, and three things that are not of it. */
function wardRows(hours: number, keys: readonly string[]): SampleSheet['rows'] {
  return Array.from({ length: hours }, (_, hour) => hour).flatMap((hour) => keys.map((key, ward) => ({ time: start + hour * hourMs, key, value: bedsAt(hour, ward) })));
}

function bedsAt(hour: number, ward: number): number {
  const course = 40 - ward * 12 + 8 * Math.sin((2 * Math.PI * (hour - 9)) / 24) + 3 * Math.sin((2 * Math.PI * hour) / 168);
  // A fixed ripple, so that the same view is the same everywhere.
  const ripple = 0.9 * Math.sin(hour * 12.9898 + ward * 78.233) + 0.6 * Math.sin(hour * 4.1414 + ward);
  const incident = ward === 0 && hour >= 610 && hour < 616 ? 26 : ward === 1 && hour >= 700 && hour < 704 ? -15 : ward === 0 && hour === 760 ? 30 : 0;
  return Math.round((course + ripple + incident) * 10) / 10;
}

const fields = { time: 'HOUR(Taken at)', key: 'Ward', measure: 'AVG(Beds in use)' };

/** The same, grouped: the mean of each ward over so many hours. */
function grouped(hours: number, by: number): SampleSheet['rows'] {
  const rows = wardRows(hours, ['Ward 7', 'Ward 8']);
  const groups = new Map<string, { time: number; key: string; sum: number; count: number }>();
  for (const { time, key, value } of rows) {
    const from = start + Math.floor((time - start) / (by * hourMs)) * by * hourMs;
    const group = groups.get(`${key} ${from}`) ?? { time: from, key, sum: 0, count: 0 };
    groups.set(`${key} ${from}`, { ...group, sum: group.sum + value, count: group.count + 1 });
  }
  return [...groups.values()].map(({ time, key, sum, count }) => ({ time, key, value: Math.round((sum / count) * 10) / 10 }));
}

/** The sheets of a stand-in's view, by its path. */
export function sampleSheets(path: string): readonly SampleSheet[] {
  switch (path) {
    case '/dashboard': return [
      { name: 'Beds', fields, rows: wardRows(840, ['Ward 7', 'Ward 8']) },
      { name: 'Beds by day', fields: { time: 'DAY(Taken at)', key: 'Unit', measure: 'AVG(Beds in use)' }, rows: grouped(840, 24) },
      { name: 'Beds on average', fields: { time: null, key: 'Ward', measure: 'AVG(Beds in use)' }, rows: grouped(840, 840) },
    ];
    case '/long': return [{ name: 'Beds', fields, rows: wardRows(10_001, ['Ward 7']) }];
    case '/twins': return [{ name: 'Beds', fields, rows: wardRows(200, ['Ward 7']) }, { name: 'Beds', fields, rows: wardRows(200, ['Ward 8']) }];
    case '/markup': return [{ name: '<b>Beds</b> & more', fields: { time: 'HOUR(Taken at)', key: 'Ward <i>name</i>', measure: 'AVG(<img src=x onerror=alert(1)>)' }, rows: wardRows(840, ['<script>alert(1)</script>', 'A & B']) }];
    default: return [{ name: 'Beds', fields, rows: wardRows(840, ['Ward 7', 'Ward 8']) }];
  }
}

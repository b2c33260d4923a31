/* Who may import whom: the table of docs/architecture.md as rules. `scripts/import-rules.test.ts` feeds each one bad import. */
const stages = '^app/main/(?!store/|workbench/|api/|hosts/|clock\\.ts|log\\.ts|seeded-random\\.ts)';
const test = '\\.(test|conformance)\\.tsx?$';
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { pathNot: test, ...from }, to });
/** One door per heavy package. */
const door = (name, pkg, path) => rule(`door-${name}`, { path: '^(app|scripts)/', pathNot: [path, test] }, { path: `node_modules/(${pkg})(/|$)` }, `${name} is reached through ${path} alone`);

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }, 'cycles never'),
    rule('domain-is-pure', { path: '^app/shared/(domain|errors)/' }, { pathNot: ['^app/shared/(domain|errors)/', 'node_modules/zod/'] }, 'domain and errors use zod and each other'),
    rule('shared-api-is-pure', { path: '^app/shared/' }, { pathNot: ['^app/shared/', 'node_modules/zod/'] }, 'shared code has neither Node nor DOM'),
    rule('store-stands-alone', { path: '^app/main/store/' }, { path: '^app/main/', pathNot: '^app/main/(store/|clock\\.ts|log\\.ts|seeded-random\\.ts)' }, 'the store knows no stage'),
    rule('stages-do-not-meet', { path: '^app/main/(?!store/|workbench/|api/|hosts/)([^/]+)/' }, { path: stages, pathNot: ['^app/main/$1/', '^app/main/detect/detector\\.ts', '^app/main/ingest/record-source\\.ts'] }, 'a stage is handed functions, it does not import another stage'),
    rule('stages-know-no-wiring', { path: stages }, { path: '^app/main/(workbench|api|hosts)/' }, 'a stage does not know who wires it'),
    rule('record-source-is-an-interface', { path: '^app/main/(?!ingest/|workbench/|replay/|record/)[^/]+/' }, { path: '^app/main/ingest/record-source\\.ts' }, 'only replay and record may know the interface of sources'),
    rule('detector-is-an-interface', { path: '^app/main/(?!detect/|workbench/|learn/|forecast/)[^/]+/' }, { path: '^app/main/detect/detector\\.ts' }, 'only learn and forecast may know the interface of detectors'),
    rule('workbench-knows-no-host', { path: '^app/main/workbench/' }, { path: '^app/main/(hosts|api)/' }, 'the workbench does not know who serves it'),
    rule('api-knows-the-workbench', { path: '^app/main/api/' }, { path: '^app/main/', pathNot: '^app/main/(api|workbench)/|^app/main/log\\.ts' }, 'methods reach stages through the workbench'),
    rule('hosts-know-no-stage', { path: '^app/main/hosts/' }, { path: '^app/main/', pathNot: '^app/main/(hosts|api|workbench)/|^app/main/(log|clock)\\.ts' }, 'a host holds no domain rule'),
    rule('hosts-do-not-meet', { path: '^app/main/hosts/(electron|web)/' }, { path: '^app/main/hosts/', pathNot: '^app/main/hosts/$1/' }, 'hosts are entry points; only the command line starts the web host'),
    rule('renderer-knows-shared', { path: '^app/renderer/' }, { path: '^app/main/' }, 'the page reaches the workbench through the contract'),
    rule('main-knows-no-renderer', { path: '^app/main/' }, { path: '^app/renderer/' }, 'the workbench draws nothing'),
    rule('renderer-has-no-node', { path: '^app/renderer/' }, { dependencyTypes: ['core'] }, 'the page has no Node'),
    door('electron', 'electron', '^app/main/hosts/electron/'),
    door('kafkajs', 'kafkajs', '^app/main/ingest/kafka-'),
    door('platformatic-kafka', '@platformatic/kafka', '^app/main/publish/record-publisher\\.ts'),
    door('tensorflow', '@tensorflow/[^/]+', '^(app/main/detect/worker/tensor-backend\\.ts|scripts/train-models)'),
    door('sqlite', 'better-sqlite3|@types/better-sqlite3', '^app/main/store/(database|migrations/migrations?)\\.ts'),
    door('uplot', 'uplot', '^app/renderer/charts/'),
    rule('door-tableau-library', { path: '^(app|tests)/' }, { path: 'node_modules/@tableau/' }, 'Tableau’s library is loaded as it is by the page of a view; no code of ours is built with it'),
    door('pdfkit', 'pdfkit|@types/pdfkit', '^app/main/report/write-pdf\\.ts'),
    door('jose', 'jose', '^app/main/tableau/mint-token\\.ts'),
    door('fastify', 'fastify|@fastify/[^/]+|ws', '^app/main/(hosts/web/|extension/(extension-server|live-routes)\\.ts)'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
  },
};

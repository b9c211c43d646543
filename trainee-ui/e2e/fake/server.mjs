// A scripted server for the smoke test: the API's shapes, one drill at a time, no mesh behind it.
//   node e2e/fake/server.mjs [port]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { debrief } from './debrief.mjs';
import * as world from './world.mjs';

const dist = new URL('../../dist', import.meta.url).pathname;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const PREPARING_MS = 1_200;
const QUIET_MS = Number(process.env.FAKE_QUIET_MS ?? 2_500);
const VERIFYING_S = 3;

const drills = new Map();

function newDrill(name) {
  const startedAt = Date.now();
  const drill = {
    streams: new Set(), onset: 0, mended: 0,
    view: {
      id: `d${drills.size + 1}`, scenario: 'amber-otter', topology: 'shop', seq: 0, state: 'preparing', mode: 'practice', seed: null, startedAt,
      brief: 'You are on call for the Shop tonight. It sells household goods in two regions, and most of its orders arrive in the evening.\n\nNothing is wrong yet. The mesh is warm and customers are buying.',
      envelope: { sha256: '9f2c1b7de4c0a6518a3d5e0b7c4f19d2aa06e37b1f58c9d4e2b7a1908c3d6f5e' },
      progress: { stage: 'Warming up', detail: 'waiting for a healthy minute', fraction: 0.4 },
      clock: { storyOffsetMs: world.STORY_OFFSET, limitMs: 1_500_000, remainingMs: null, held: false, speedUp: 1 },
      page: null, participants: [{ id: 'p1', name, role: 'commander', you: true }], applied: [], hints: [], result: null,
      notebook: { observe: { blast: { who: null, journeys: null, where: null }, onsetAt: null, suspects: [], readings: [], submittedAt: null }, hypotheses: [], lockedAt: null, tests: [], lasting: null },
    },
    timeline: [], debriefStep: 1,
  };
  drills.set(drill.view.id, drill);
  entry(drill, 'system', 'prepare', 'The drill is set up');
  setTimeout(() => move(drill, { state: 'onCall', progress: null }, 'You are on call'), PREPARING_MS);
  setTimeout(() => {
    drill.onset = Date.now() - 22_000;
    const page = { slo: 'checkout-availability', title: 'Checkout availability: error budget burning 80×', service: 'checkout', owner: 'Team Orders', runbook: world.topology.services[4].runbook, burnRate: 80, since: drill.onset, firedAt: Date.now(), objective: 0.999, kind: 'availability', summary: '8 % of orders fail. At this rate the budget of the month is gone in nine hours.', query: 'sum by (service) (edge_errors:ratio)', acknowledgedAt: null, resolvedAt: null };
    move(drill, { state: 'paged', page, clock: { ...drill.view.clock, remainingMs: 1_500_000 } }, 'Triggered: checkout availability');
  }, PREPARING_MS + QUIET_MS);
  return drill;
}

function tell(drill, event, data, id) {
  for (const to of drill.streams) to.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function entry(drill, by, kind, text) {
  const e = { seq: ++drill.view.seq, at: Date.now(), by, kind, text };
  drill.timeline.push(e);
  tell(drill, 'entry', e, e.seq);
}

function move(drill, patch, text, by = 'system', kind = 'state') {
  Object.assign(drill.view, patch);
  if (text) entry(drill, by, kind, text);
  tell(drill, 'state', drill.view);
}

setInterval(() => {
  for (const drill of drills.values()) {
    const at = Date.now();
    tell(drill, 'frame', { at, sli: [{ slo: 'checkout-availability', good: 92, total: 100, burn: drill.onset && !drill.mended ? 78 : 0.4 }], spark: world.spark(at, drill.onset, drill.mended), graph: world.graph(at, drill.onset, drill.mended) });
  }
}, 1000).unref();

const refuse = (status, detail, extra = {}) => ({ status, body: { type: 'about:blank', title: 'Refused', status, detail, ...extra } });

function readingOf(diagnostic, target) {
  const statements = [{ pid: 4711, state: 'active', wait_event: '', ms: 1612, query: 'select id, total from orders where note like ?' }, { pid: 4712, state: 'idle', wait_event: 'ClientRead', ms: 0, query: 'commit' }];
  return diagnostic === 'statements'
    ? { at: Date.now(), outcome: 'one-slow', why: 'One statement takes 1.6 s; the others are as fast as ever.', text: '', rows: statements }
    : { at: Date.now(), outcome: 'waiting', why: `All ten connections of ${target} are active and 31 callers wait.`, text: 'HikariPool-1 (total=10, active=10, idle=0, waiting=31)', rows: null };
}

/** One act: changes the drill, or refuses in words. */
function act(drill, a) {
  const { view } = drill;
  const n = view.notebook;
  const done = (text, kind = a.act) => {
    move(drill, {}, text, 'you', kind);
    return { status: 200, body: { seq: view.seq } };
  };
  switch (a.act) {
    case 'look': return { status: 200, body: { seq: view.seq } };
    case 'acknowledge': view.page.acknowledgedAt = Date.now(); view.state = 'working'; return done('Acknowledged');
    case 'note': case 'status': return done(a.text);
    case 'askOwner': entry(drill, `Owner of ${a.service}`, 'answer', 'Nothing of ours changed tonight. The report went out yesterday.'); return done(`Asked the owner of ${a.service}`);
    case 'blast': n.observe.blast[a.question] = a.scope; return done(`Stated ${a.question}`);
    case 'onset': n.observe.onsetAt = a.at; return done('Dropped the onset');
    case 'suspect': n.observe.suspects = [...n.observe.suspects.filter((s) => s.ref !== a.ref), ...(a.marked ? [{ ref: a.ref }] : [])]; return done(`Suspected ${a.ref}`);
    case 'reading': n.observe.readings.push({ ...a, id: `r${view.seq}` }); return done(`Cited ${a.label}`);
    case 'unread': n.observe.readings = n.observe.readings.filter((r) => r.id !== a.id); return done('Took a reading back');
    case 'submitObservation': n.observe.submittedAt = Date.now(); return done('Submitted the observation');
    case 'hypothesis': {
      const old = n.hypotheses.find((h) => h.id === a.id);
      if (old) Object.assign(old, a);
      else n.hypotheses.push({ ...a, id: `h${n.hypotheses.length + 1}`, locked: false, author: 'p1' });
      return done(`Hypothesis: ${a.text}`);
    }
    case 'dropHypothesis': n.hypotheses = n.hypotheses.filter((h) => h.id !== a.id); return done('Dropped a hypothesis');
    case 'lockHypotheses': n.lockedAt = Date.now(); for (const h of n.hypotheses) h.locked = true; return done('Locked the hypotheses');
    case 'believe': n.hypotheses.find((h) => h.id === a.id).likelihood = a.likelihood; return done('Revised a likelihood');
    case 'read': return { status: 200, body: { seq: view.seq, reading: readingOf(a.diagnostic, a.target) } };
    case 'declareTest': n.tests.push({ id: `t${n.tests.length + 1}`, hypotheses: a.hypotheses, diagnostic: a.diagnostic, target: a.target, expected: a.expected, declaredAt: Date.now(), reading: null, verdicts: {}, spoiled: false }); return done('Declared a test');
    case 'runTest': { const t = n.tests.find((x) => x.id === a.id); t.reading = readingOf(t.diagnostic, t.target); done('Ran a test'); return { status: 200, body: { seq: view.seq, reading: t.reading } }; }
    case 'verdict': n.tests.find((t) => t.id === a.test).verdicts[a.hypothesis] = a.verdict; return done(`Verdict: ${a.verdict}`);
    case 'change':
      if (a.preview) return { status: 200, body: { instances: ['checkout-eu-1', 'checkout-us-1'], capacityLostPercent: 12.5, seconds: 14, wayBack: 'deploy checkout 4.12.0', warning: null } };
      drill.mended = Date.now();
      view.applied.push({ id: `a${view.applied.length + 1}`, at: Date.now(), kind: a.change.kind, target: a.change.target ?? a.change.flag, author: 'you', summary: `${a.change.kind} ${a.change.target ?? a.change.flag}`, you: true, revertible: true, progress: 'done', detail: 'two instances replaced' });
      return done('Applied a change');
    case 'revert': view.applied.find((c) => c.id === a.changeId).revertible = false; return done('Undid a change');
    case 'lasting': n.lasting = a.id; return done('Named the lasting fix');
    case 'hint': view.hints.push({ stage: a.stage, level: view.hints.length + 1, text: 'Look at what waits, and for what.' }); return done('Took a hint');
    case 'resolve': verify(drill, VERIFYING_S); return done('Resolved');
    case 'hold': view.clock = { ...view.clock, held: true }; return done('Held: the clock stands, the mesh runs on');
    case 'resume': view.clock = { ...view.clock, held: false }; return done('The clock runs again');
    case 'abandon': view.state = 'abandoned'; return done('Abandoned');
    case 'believeFinal': return done('Said what it was');
    case 'reveal':
      if (drill.debriefStep < 8) drill.debriefStep++;
      if (drill.debriefStep === 8) view.state = 'closed';
      return done('Opened the next step');
    default: return refuse(422, `There is no act “${a.act}”.`, { field: 'act' });
  }
}

function verify(drill, secondsLeft) {
  if (secondsLeft === 0) return move(drill, { state: 'reveal', progress: null, page: { ...drill.view.page, resolvedAt: Date.now() } }, 'It holds');
  move(drill, { state: 'verifying', progress: { stage: 'Watching the users', detail: 'then the report runs again', fraction: 1 - secondsLeft / VERIFYING_S, secondsLeft } });
  setTimeout(() => verify(drill, secondsLeft - 1), 1000);
}

const settings = [{ key: 'orders-db.pool.max', value: '10', default: '10', about: 'Connections to orders-db.', scopeValues: {} }, { key: 'payment.client.timeout', value: '2s', default: '1s', about: 'How long a charge may take.', scopeValues: {} }];
const actions = {
  services: world.topology.services.filter((s) => !s.external).map(({ name }) => ({
    name, settings, scale: { eu: 1, us: 1 }, versions: [{ id: '4.12.0', summary: 'report of open orders', current: true, previous: false }, { id: '4.11.2', summary: 'dependencies', current: false, previous: true }],
    instances: ['eu', 'us'].map((region) => ({ name: `${name}-${region}-1`, region, version: '4.12.0', state: 'serving' })),
  })),
  flags: [{ name: 'order-report', value: 'on', about: 'Hourly report inside checkout' }, { name: 'new-search', value: '25%', about: 'Share of customers on the new search' }],
  regions: ['eu', 'us'], journeys: ['browse', 'buy'],
};

function drillGet(drill, place, q) {
  const now = Date.now();
  const hurt = drill.onset > 0 && !drill.mended;
  switch (place.split('/')[0]) {
    case '': return { ...drill.view, timeline: drill.timeline };
    case 'graph': {
      const graph = world.graph(now, drill.onset, drill.mended);
      return q.get('by') === 'region' ? world.split(graph) : graph;
    }
    case 'metrics': {
      if (place.endsWith('names')) return { metrics: [{ name: 'http_server_requests_seconds', kind: 'histogram', help: 'Time to answer', unit: 'seconds', labels: { service: ['checkout', 'cart'] } }, { name: 'hikaricp_connections_active', kind: 'gauge', help: 'Connections in use', unit: 'count', labels: { pool: ['orders-db'] } }] };
      return world.range(q.get('query'), Number(q.get('from')) / 1000, Number(q.get('to')) / 1000, Number(q.get('step')), drill.onset, drill.mended);
    }
    case 'dashboards': return { dashboards: world.dashboards };
    case 'annotations': return { marks: [{ at: drill.view.startedAt - 120_000, kind: 'change', text: 'storefront 8.3.1', ref: 'c-3' }, ...(drill.view.page ? [{ at: drill.view.page.firedAt, kind: 'alert', text: 'Paged', ref: null }] : [])] };
    case 'logs': return world.logs(now, hurt);
    case 'traces': return place.includes('/') ? world.trace(place.split('/')[1], now) : { traces: [['t1', 1080, 4, 3], ['t2', 62, 3, 0], ['t3', 71, 3, 0]].map(([id, durationMs, spanCount, errorCount], i) => ({ id, root: 'POST /orders', service: 'storefront', at: now - i * 4000, durationMs, spanCount, errorCount, services: ['storefront', 'checkout'] })) };
    case 'changes': return { changes: world.changesAt(drill.view.startedAt) };
    case 'diagnostics': return { diagnostics: world.diagnostics };
    case 'actions': return actions;
    case 'debrief': return debrief(drill);
    default: return null;
  }
}

async function api(req, url) {
  const path = url.pathname.slice('/api/v1'.length);
  const body = req.method === 'POST' ? JSON.parse(await whole(req)) : null;
  if (path === '/scenarios') return { status: 200, body: { scenarios: scenarios(), runtime: { mesh: 'warm', warmForSeconds: 240 } } };
  if (path === '/vocabulary') return { status: 200, body: world.vocabulary };
  if (path.startsWith('/topologies/')) return { status: 200, body: world.topology };
  if (path === '/drills' && body) return { status: 201, body: newDrill(body.name).view };
  if (path === '/drills') return { status: 200, body: { drills: [...drills.values()].map(({ view: v }) => ({ id: v.id, scenario: v.scenario, alert: scenarios()[0].alert, state: v.state, startedAt: v.startedAt, name: v.participants[0].name, score: v.state === 'closed' ? 71 : null })) } };
  const [, id, place = ''] = /^\/drills\/([^/]+)\/?(.*)$/.exec(path) ?? [];
  const drill = drills.get(id);
  if (!drill) return refuse(404, 'There is no such drill.');
  if (body) return place === 'acts' ? act(drill, body) : refuse(404, 'There is nothing to post to here.');
  const answer = drillGet(drill, place, url.searchParams);
  return answer ? { status: 200, body: answer } : refuse(422, 'The query ends inside a bracket: close it.', { field: 'query', position: (url.searchParams.get('query') ?? '').length });
}

const scenarios = () => [
  { id: 'amber-otter', alert: 'Checkout availability: error budget burning 80×', service: 'checkout', minutes: 8, clock: '02:07', guided: true, played: null, proven: true },
  { id: 'blue-heron', alert: 'Pages are slow: 9 % above 800 ms', service: 'storefront', minutes: 25, clock: '14:32', guided: false, played: { times: 2, bestScore: 64 }, proven: true },
  { id: 'grey-lynx', alert: 'Orders reach shipping late: 6 min behind', service: 'shipping', minutes: 30, clock: '23:58', guided: false, played: null, proven: true },
];

async function whole(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function stream(req, res, drill) {
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  drill.streams.add(res);
  res.write(`event: state\ndata: ${JSON.stringify(drill.view)}\n\n`);
  req.on('close', () => drill.streams.delete(res));
}

const server = createServer(async (req, res) => {
  const url = new URL(req.url, 'http://local');
  if (url.pathname === '/healthz') return res.end('ok');
  const events = /^\/api\/v1\/drills\/([^/]+)\/events$/.exec(url.pathname);
  if (events && drills.has(events[1])) return stream(req, res, drills.get(events[1]));
  if (url.pathname.startsWith('/api/')) {
    const { status, body } = await api(req, url);
    res.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' });
    return res.end(JSON.stringify(body));
  }
  const file = join(dist, url.pathname);
  const found = existsSync(file) && statSync(file).isFile() ? file : join(dist, 'index.html');
  res.writeHead(200, { 'Content-Type': types[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': "default-src 'self'" });
  return createReadStream(found).pipe(res);
});
server.listen(Number(process.argv[2] ?? 4173), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));

// What the scripted server tells of its small production: plausible, repeatable, and nothing more.

export const STORY_OFFSET = Date.UTC(2026, 2, 3, 2, 5, 0) - Date.now();

const service = (name, about, owner, endpoints) => ({
  name, about, owner, endpoints, external: name === 'payment-provider', regions: ['eu', 'us'],
  runbook: `1. Look at the dashboard of ${name}.\n2. Restart one instance if its pool is full (last edited two years ago).`,
});

export const topology = {
  id: 'shop', title: 'Shop', about: 'Sells household goods in two regions; a third of the orders arrive in the evening.',
  regions: ['eu', 'us'],
  services: [
    service('storefront', 'Serves pages to browsers and apps', 'Team Front', ['GET /', 'GET /product/{id}']),
    service('cart', 'Keeps what customers mean to buy', 'Team Basket', ['GET /cart', 'POST /cart/items']),
    service('catalog', 'Products and their descriptions', 'Team Range', ['GET /products/{id}', 'GET /search']),
    service('pricing', 'Prices, coupons, taxes', 'Team Range', ['GET /price']),
    service('checkout', 'Turns a cart into an order', 'Team Orders', ['POST /orders', 'GET /orders/{id}']),
    service('payment', 'Charges cards through the provider', 'Team Money', ['POST /charges']),
    service('inventory', 'Counts and reserves stock', 'Team Stock', ['POST /reservations']),
    service('payment-provider', 'Cards, run by somebody else', 'Provider', ['POST /v1/charges']),
  ],
  datastores: [
    { name: 'orders-db', about: 'Orders and their lines', owner: 'Team Orders' },
    { name: 'catalog-db', about: 'Products and stock', owner: 'Team Range' },
  ],
  queues: [{ name: 'order-events', about: 'Orders on their way to shipping' }],
  links: [['storefront', 'cart'], ['storefront', 'catalog'], ['storefront', 'checkout'], ['cart', 'pricing'], ['catalog', 'catalog-db'], ['checkout', 'payment'], ['checkout', 'inventory'], ['checkout', 'orders-db'], ['inventory', 'catalog-db'], ['payment', 'payment-provider'], ['checkout', 'order-events']].map(([from, to]) => ({ from, to })),
  journeys: [
    { id: 'browse', about: 'Look around', requests: [], links: [{ from: 'storefront', to: 'catalog' }, { from: 'catalog', to: 'catalog-db' }] },
    { id: 'buy', about: 'From cart to order', requests: [], links: [{ from: 'storefront', to: 'checkout' }, { from: 'checkout', to: 'orders-db' }, { from: 'checkout', to: 'payment' }] },
  ],
  segments: [{ name: 'tier', values: ['guest', 'member'] }, { name: 'locale', values: ['de', 'en', 'fr'] }, { name: 'coupon', values: ['yes', 'no'] }],
  slos: [
    { id: 'checkout-availability', title: 'Checkout answers', kind: 'availability', journey: 'buy', request: 'order', objective: 0.999, service: 'checkout' },
    { id: 'browse-latency', title: 'Pages are fast', kind: 'latency', journey: 'browse', request: 'page', objective: 0.99, thresholdMs: 800, service: 'storefront' },
  ],
  flags: [{ name: 'order-report', about: 'Hourly report inside checkout' }],
};

const mode = (id, title, family, phrases) => ({ id, title, family, about: title, phrases });
export const diagnostics = [
  { id: 'pool', title: 'Pool state', targets: ['checkout', 'cart', 'payment'], outcomes: ['idle', 'busy', 'waiting', 'held-without-work'] },
  { id: 'statements', title: 'Slow statements', targets: ['orders-db', 'catalog-db'], outcomes: ['all-fast', 'one-slow', 'all-slow'] },
  { id: 'locks', title: 'Locks', targets: ['orders-db', 'catalog-db'], outcomes: ['none', 'waiting'] },
  { id: 'cpu', title: 'cgroup CPU', targets: ['checkout', 'payment'], outcomes: ['idle', 'throttled'] },
];
export const vocabulary = {
  components: [...topology.services, ...topology.datastores].map(({ name }) => ({ name, kind: name.endsWith('-db') ? 'datastore' : 'service' })),
  modes: [
    mode('slow-query', 'Slow query', 'pools', ['pool held by slow query', 'long-running query']), mode('pool-too-small', 'Pool too small', 'pools', ['pool misconfigured']),
    mode('missing-timeout', 'Missing timeout', 'cascades', ['no timeout']), mode('retry-storm', 'Retry storm', 'cascades', []),
    mode('cpu-throttling', 'CPU throttling', 'resources', []), mode('nothing', 'Nothing is broken', 'none', ['false alarm']),
  ],
  families: [{ id: 'pools', title: 'Pools and threads' }, { id: 'cascades', title: 'Cascades' }, { id: 'resources', title: 'Resources' }],
  triggers: [{ id: 'traffic', title: 'Traffic' }, { id: 'schedule', title: 'A schedule' }, { id: 'dependency', title: 'A dependency' }, { id: 'none', title: 'None' }],
  diagnostics, settings: [{ key: 'orders-db.pool.max', about: 'Connections to orders-db' }],
  lastingFixes: [{ id: 'index', title: 'Give the query an index, and test plans before release' }, { id: 'budget', title: 'A retry budget' }],
};

const wave = (at, period, size) => Math.sin(at / period) * size;
const hash = (text) => [...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7);

/** A value of a query at a moment: calm before the onset, hurt after it. */
function valueAt(query, label, at, onset, mended) {
  const noise = wave(at + hash(label) % 7000, 3700, 0.06) + wave(at, 1300, 0.05);
  const hurt = onset && at > onset && !(mended && at > mended + 3000);
  if (/error|outcome!/.test(query)) return Math.max(0, (hurt && ['checkout', 'buy', 'guest', 'eu'].includes(label) ? 0.08 : 0.002) * (1 + noise));
  if (/quantile|duration|_seconds_max/.test(query)) return (hurt && label === 'checkout' ? 1.9 : 0.05 + (hash(label) & 7) / 100) * (1 + noise);
  if (/active|cpu/.test(query)) return (hurt && label === 'checkout' ? 10 : 2) * (1 + noise);
  return (20 + (hash(label) & 15)) * (1 + noise);
}

export function range(query, from, to, step, onset, mended) {
  if (!query || /[{(][^})]*$/.test(query)) return null;
  const by = /by \(([\w, ]+)\)/.exec(query)?.[1] ?? 'service';
  const values = { region: ['eu', 'us'], tier: ['guest', 'member'], journey: ['browse', 'buy'], 'dimension, value': ['guest', 'member'] }[by] ?? ['checkout', 'cart', 'payment'];
  const series = values.map((label) => ({
    labels: by === 'dimension, value' ? { dimension: 'tier', value: label } : { [by]: label },
    points: Array.from({ length: Math.floor((to - from) / step) }, (_, i) => (from + i * step) * 1000).map((at) => [at, valueAt(query, label, at, onset, mended)]),
  }));
  return { query, unit: /quantile/.test(query) ? 'seconds' : /error/.test(query) ? 'ratio' : 'rps', series };
}

const panel = (id, title, unit, query, legend, aspect) => ({ id, title, unit, query, legend, aspect });
const red = (name) => [
  panel('rps', 'Requests', 'rps', `sum by (service) (rate(http_server_requests_seconds_count{service="${name}"}[30s]))`, '{{service}}', 'traffic'),
  panel('errors', 'Errors', 'ratio', `sum by (service) (errors:ratio{service="${name}"})`, '{{service}}', 'errors'),
  panel('p99', 'p99', 'seconds', `histogram_quantile(0.99, sum by (service) (rate(http_server_requests_seconds_bucket{service="${name}"}[30s])))`, '{{service}} p99', 'latency'),
  panel('pool', 'Pool, active connections', 'count', `hikaricp_connections_active{service="${name}"}`, '{{service}}', 'saturation'),
];
export const dashboards = [
  { id: 'users', title: 'Users', kind: 'users', panels: [
    panel('sli', 'Failed requests', 'ratio', 'sum by (service) (edge_errors:ratio)', '{{service}}', 'errors'),
    panel('tier', 'Failed requests by tier', 'ratio', 'sum by (tier) (edge_errors:ratio)', '{{tier}}', 'errors'),
    panel('region', 'Latency by region', 'seconds', 'histogram_quantile(0.95, sum by (region) (rate(edge_bucket[30s])))', '{{region}}', 'latency'),
  ] },
  ...topology.services.map(({ name }) => ({ id: name, title: name, kind: 'service', panels: red(name) })),
  { id: 'orders-db', title: 'orders-db', kind: 'datastore', panels: red('orders-db').slice(0, 1) },
];

/** The last minute of what users meant to do, and what of it failed. */
export function spark(now, onset, mended) {
  const seconds = Array.from({ length: 60 }, (_, i) => now - (59 - i) * 1000);
  return { offered: seconds.map((at) => Math.round(21 + wave(at, 900, 3))), failed: seconds.map((at) => (onset && at > onset && !(mended && at > mended + 3000) ? 2 : 0)) };
}

/** The same map with each service in two parts, as "split by region" shows it. */
export function split(whole) {
  const parted = (n) => n.kind === 'service' || n.kind === 'users';
  const at = (name, region) => (parted(whole.nodes.find((n) => n.id === name) ?? {}) ? `${name}/${region}` : name);
  return {
    nodes: whole.nodes.flatMap((n) => (parted(n) ? ['eu', 'us'].map((region) => ({ ...n, id: `${n.id}/${region}`, region, rps: n.rps / 2 })) : [n])),
    edges: whole.edges.flatMap((e) => ['eu', 'us'].map((region) => ({ ...e, from: at(e.from, region), to: at(e.to, region), rps: e.rps / 2 }))).filter((e, i, all) => all.findIndex((o) => o.from === e.from && o.to === e.to) === i),
  };
}

export function graph(at, onset, mended) {
  const hurt = onset && at > onset && !(mended && at > mended + 3000);
  const kinds = Object.fromEntries([...topology.datastores.map((d) => [d.name, 'datastore']), ...topology.queues.map((q) => [q.name, 'queue']), ['users', 'users'], ['payment-provider', 'external']]);
  const names = ['users', ...topology.services.map((s) => s.name), ...topology.datastores.map((d) => d.name), 'order-events'];
  const rate = (name) => (hurt && (name === 'checkout' || name === 'users') ? 0.08 : 0.001);
  return {
    nodes: names.map((name) => ({
      id: name, name, kind: kinds[name] ?? 'service', rps: 20 + (hash(name) & 31) + wave(at, 2000, 2), errorRate: rate(name), p95Ms: name === 'checkout' && hurt ? 1900 : 20 + (hash(name) & 63),
      saturation: name === 'checkout' && hurt ? 1 : 0.3, badges: name === 'checkout' && hurt ? [{ kind: 'pool', text: 'pool 10/10', level: 'bad' }] : [],
    })),
    edges: [{ from: 'users', to: 'storefront' }, ...topology.links].map(({ from, to }) => ({
      from, to, rps: 10 + (hash(from + to) & 31) + wave(at, 2000, 1), errorRate: hurt && to === 'checkout' ? 0.08 : 0.001, p95Ms: hurt && to === 'checkout' ? 1900 : 30,
    })),
  };
}

export const changesAt = (start) => [
  { id: 'c-1', at: start - 26 * 3600_000, kind: 'deploy', target: 'checkout', author: 'Ada', sha: '3fa81c20aa71', summary: 'checkout 4.12.0: report of open orders', diff: '@@ orders/Report.java @@\n-  select id from orders where customer = ?\n+  select id, total from orders where note like ?\n   order by created' },
  { id: 'c-2', at: start - 3 * 3600_000, kind: 'config', target: 'cart', author: 'Grace', sha: null, summary: 'cart.cache.ttl 60s', diff: '-cart.cache.ttl: 30s\n+cart.cache.ttl: 60s' },
  { id: 'c-3', at: start - 600_000, kind: 'deploy', target: 'storefront', author: 'Linus', sha: '91be0d7712c0', summary: 'storefront 8.3.1: new footer', diff: '-<footer class="v1">\n+<footer class="v2">' },
].map((c) => ({ ...c, storyAt: c.at + STORY_OFFSET, you: false, revertible: false }));

export function logs(now, hurt) {
  const messages = [['INFO', 'GET /products/1288 200 in 14 ms'], ['WARN', 'coupon SPRING is unknown'], ['INFO', 'order 88123 accepted in 41 ms'], ...(hurt ? [['ERROR', 'HikariPool-1 - Connection is not available, request timed out after 1000ms (total=10, active=10, idle=0, waiting=31)']] : [])];
  const lines = Array.from({ length: 120 }, (_, i) => {
    const [level, message] = messages[i % messages.length];
    const name = level === 'ERROR' ? 'checkout' : ['catalog', 'pricing', 'checkout'][i % 3];
    return { id: `l${i}`, at: now - i * 700, service: name, region: i % 2 ? 'eu' : 'us', instance: `${name}-eu-1`, version: '4.12.0', level, logger: 'shop.Orders', message, traceId: i % 4 === 3 ? 't1' : null, fields: { tier: i % 2 ? 'guest' : 'member', status: level === 'ERROR' ? 503 : 200 } };
  });
  const count = (name) => [...lines.reduce((m, l) => m.set(l[name], (m.get(l[name]) ?? 0) + 1), new Map())].map(([value, n]) => ({ value, count: n }));
  return {
    lines, next: null, total: 4210, refused: 0, fields: ['service', 'level', 'region', 'version'].map((name) => ({ name, values: count(name) })),
    histogram: Array.from({ length: 60 }, (_, i) => ({ at: now - (60 - i) * 15_000, counts: { info: 40 + (i % 7), warn: 3 + (i % 3), error: hurt && i > 48 ? 12 : 0 } })),
  };
}

const span = (id, parent, name, op, start, duration, error = null) => ({ id, parent, service: name, region: 'eu', instance: `${name}-eu-1`, version: '4.12.0', name: op, kind: 'server', startMicros: start, durationMicros: duration, error, attributes: { 'http.status_code': error ? 503 : 200 } });
export function trace(id, now) {
  const t = (now - 20_000) * 1000;
  if (id !== 't1') return { id, spans: [span('a', null, 'storefront', 'POST /orders', t, 62_000), span('b', 'a', 'checkout', 'POST /orders', t + 4000, 55_000), span('d', 'b', 'orders-db', 'insert order', t + 30_000, 9_000)] };
  return { id, spans: [
    span('a', null, 'storefront', 'POST /orders', t, 1_080_000, '503'), span('b', 'a', 'checkout', 'POST /orders', t + 6000, 1_070_000, '503'),
    span('c', 'b', 'pricing', 'GET /price', t + 9000, 21_000), span('d', 'b', 'checkout', 'acquire orders-db', t + 34_000, 1_000_000, 'timeout'),
  ] };
}

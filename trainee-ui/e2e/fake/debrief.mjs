// The scripted drill's reveal: what is not open yet is left out, as a real server would.
import { range } from './world.mjs';

export function debrief(drill) {
  const { view, onset, debriefStep: step } = drill;
  const open = (from, part) => (step >= from ? part : null);
  const item = (id, points, max, expected, did, place) => ({ id, points, max, expected, did, evidence: place ? { place, target: '' } : null });
  return {
    step,
    belief: { asked: step > 1, choices: view.notebook.hypotheses.map(({ id, text }) => ({ id, text })) },
    cause: open(2, {
      text: 'Yesterday’s release of checkout reads orders by a note without an index. Each report holds a connection for 1.6 seconds, and ten reports hold them all.',
      component: 'checkout', mode: 'slow-query', modeTitle: 'Slow query',
      envelope: { sha256: view.envelope.sha256, salt: 'c0ffee', answerYaml: 'cause:\n  component: checkout\n  mode: slow-query\n', matches: true },
    }),
    suffered: open(2, { you: { failed: 412, offered: 6120, budgetBurned: 0.031 }, expert: { failed: 190, offered: 6120, budgetBurned: 0.014 }, nobody: { failed: 2210, offered: 6120, budgetBurned: 0.17 }, mitigatedAfterMs: 214_000, pagedAfterMs: 26_000 }),
    chain: open(3, [
      { component: 'orders-db', caption: 'reads every order for one report', query: 'hikaricp_connections_active' },
      { component: 'checkout', caption: 'has no connection left to give', query: 'hikaricp_connections_pending' },
      { component: 'storefront', caption: 'waits, then shows an error', query: 'sum by (service) (errors:ratio)' },
    ]),
    graph: open(4, {
      query: 'edge_errors:ratio', series: range('edge_errors:ratio', onset / 1000 - 60, onset / 1000 + 120, 2, onset, drill.mended).series.slice(0, 1),
      onsetAt: onset, yourOnsetAt: view.notebook.observe.onsetAt, injectedAt: onset - 4000, pagedAt: view.page?.firedAt ?? onset + 20_000, mitigatedAt: drill.mended || null,
      marks: view.notebook.lockedAt ? [{ at: view.notebook.lockedAt, kind: 'you', text: 'Hypotheses locked' }] : [],
    }),
    turningPoint: open(5, { text: 'Slow statements of orders-db would have told “slow query” from “pool too small” a minute earlier; you were looking at the logs of catalog.', diagnostic: 'statements', target: 'orders-db', outcome: 'one-slow', at: onset + 60_000 }),
    twin: open(6, { scenario: 'blue-heron', text: 'The same page, when the pool itself is too small: every statement is fast, and callers wait all the same.', panel: 'statements orders-db' }),
    score: open(7, {
      total: 71, version: '1', disturbed: null, caps: [],
      steps: [
        { stage: 'observe', points: 19.5, max: 25, items: [item('blast', 7, 10, 'Only checkout, both regions, everybody', 'You said everybody, all journeys', 'mesh'), item('onset', 5, 5, 'Within 5 s', 'Within 2 s', 'dashboards')] },
        { stage: 'hypothesize', points: 12.2, max: 25, items: [item('calibration', 8.2, 15, 'Slow query in checkout', 'You gave it 60 %', null)] },
        { stage: 'test', points: 17, max: 25, items: [item('worth', 7, 10, 'The reading that tells most', 'Second best', 'diagnostics')] },
        { stage: 'fix', points: 22.3, max: 25, items: [item('worked', 11, 11, 'Users well, and it holds', 'So it does', 'actions')] },
      ],
    }),
    lesson: step >= 8 ? '# What stays\n\nA pool that is full says *that* somebody waits, not *for whom*.\n\n- Look at what holds the connections.\n- `active` falls with the load only if work is being done.' : '',
    postmortem: step >= 8 ? '# Postmortem\n\nCheckout failed.' : '', runbook: step >= 8 ? '# When checkout waits for connections' : '', nextTime: null,
  };
}

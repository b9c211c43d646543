import type { Debrief } from '../api/debrief';
import { useDrill } from '../api/session';
import { span } from '../format/time';
import { Chip, Fact, Facts } from '../ui/bits';
import { budgetSentence, harmSentence } from './debrief';

/** The cause in two sentences, and what users suffered: you, the reference run, nobody acting. No score yet. */
export function Cause({ debrief: { cause, suffered } }: { debrief: Debrief }) {
  const { view } = useDrill();
  const rows = [
    { who: 'You', harm: suffered?.you ?? null },
    { who: 'Reference run', harm: suffered?.expert ?? null },
    { who: 'Nobody acting', harm: suffered?.nobody ?? null },
  ];
  const most = Math.max(1, ...rows.map((r) => r.harm?.failed ?? 0));
  return (
    <>
      {cause ? (
        <>
          <p className="lead">{cause.text}</p>
          <p className="chips">
            <span className="muted">Root cause</span>
            {cause.component && <Chip tone="info">{cause.component}</Chip>}
            <Chip tone="info">{cause.modeTitle || cause.mode}</Chip>
          </p>
        </>
      ) : (
        <p className="muted">The cause is not told yet.</p>
      )}
      <h2>What users suffered</h2>
      <table className="rows harm">
        <tbody>
          {rows.map(({ who, harm }) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              <td className="harm-bar">{harm && <i style={{ width: `${(harm.failed / most) * 100}%` }} aria-hidden="true" />}</td>
              <td>{harmSentence(harm)}</td>
              <td className="muted">{budgetSentence(harm)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Facts>
        <Fact name="Paged after">{suffered?.pagedAfterMs == null ? '–' : span(suffered.pagedAfterMs)}</Fact>
        <Fact name="Mitigated after">{suffered?.mitigatedAfterMs == null ? 'not mitigated' : span(suffered.mitigatedAfterMs)}</Fact>
      </Facts>
      {cause?.envelope && (
        <details className="envelope-open">
          <summary>The envelope: {cause.envelope.matches ? 'its seal matches the one shown at the start' : 'its seal does NOT match the one shown at the start'}</summary>
          <p className="small">
            SHA-256 of salt and answer <code>{cause.envelope.sha256}</code>, shown at the start <code>{view.envelope?.sha256}</code>, salt <code>{cause.envelope.salt}</code>
          </p>
          <pre className="raw" tabIndex={0} role="group" aria-label="The sealed answer">{cause.envelope.answerYaml}</pre>
        </details>
      )}
    </>
  );
}

import { Link } from 'wouter';
import type { Debrief, ScoreStage } from '../api/debrief';
import { useDrill } from '../api/session';
import { hrefOf } from '../app/links';
import { short } from '../format/number';
import { span } from '../format/time';
import { sentence } from '../format/words';
import { Fact, Facts } from '../ui/bits';
import { Empty } from '../ui/states';
import { byLoss, harmSentence } from './debrief';

/** The four steps as bars, the biggest loss first; one sentence and one link to the evidence for each point. */
export function Scorecard({ debrief: { score, suffered } }: { debrief: Debrief }) {
  if (!score) return <Empty title="This drill has no score">It was not scored, as its journal says.</Empty>;
  return (
    <>
      <Facts>
        <Fact name="Method">
          <output aria-label="Score">{short(score.total)}</output> of 100
        </Fact>
        <Fact name="Users">{harmSentence(suffered?.you ?? null)}</Fact>
        <Fact name="Mitigated after">{suffered?.mitigatedAfterMs == null ? 'not mitigated' : span(suffered.mitigatedAfterMs)}</Fact>
      </Facts>
      {score.disturbed && <p className="warning">{score.disturbed}</p>}
      {byLoss(score.steps).map((s) => (
        <Stage key={s.stage} stage={s} />
      ))}
      {score.caps.length > 0 && (
        <ul className="plain">
          {score.caps.map((c) => (
            <li key={c.text}>{c.text}</li>
          ))}
        </ul>
      )}
      {score.version && <p className="muted small">Formula version {score.version}; it can be recomputed from the exported journal.</p>}
    </>
  );
}

function Stage({ stage: s }: { stage: ScoreStage }) {
  const { id } = useDrill();
  const share = s.max > 0 ? Math.max(0, Math.min(1, s.points / s.max)) : 0;
  return (
    <section className="stage" aria-label={sentence(s.stage)}>
      <header>
        <h2>{sentence(s.stage)}</h2>
        <span className="stage-bar" aria-hidden="true">
          <i style={{ width: `${share * 100}%` }} />
        </span>
        <b className="n">
          {short(s.points)} <span className="muted">of {short(s.max)}</span>
        </b>
      </header>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Points</th>
            <th scope="col">For</th>
            <th scope="col">Expected</th>
            <th scope="col">What you did</th>
            <th scope="col">
              <span className="sr-only">Evidence</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {s.items.map((item, i) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={i}>
              <td className="n points">
                {short(item.points)} <span className="muted">/ {short(item.max)}</span>
              </td>
              <td>{item.title || sentence(item.id)}</td>
              <td>{item.expected}</td>
              <td>{item.did}</td>
              <td>
                <Evidence href={hrefOf(id, item.evidence)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Evidence({ href }: { href: string | null }) {
  return href && <Link href={href}>evidence</Link>;
}

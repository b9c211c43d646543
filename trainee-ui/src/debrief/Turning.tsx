import { Link } from 'wouter';
import type { Debrief } from '../api/debrief';
import { useDrill, useStory } from '../api/session';
import { hrefOfPanel } from '../app/links';
import { drillPath } from '../app/places';
import { clock } from '../format/time';
import { sentence } from '../format/words';
import { Fact, Facts } from '../ui/bits';
import { Empty } from '../ui/states';

/** One turning point: what would have told your two hypotheses apart, when, and what you were looking at. */
export function Turning({ debrief: { turningPoint: t } }: { debrief: Debrief }) {
  const { id } = useDrill();
  const { story } = useStory();
  if (!t) return <Empty title="No single reading would have turned this drill" />;
  return (
    <>
      <p className="lead">{t.text}</p>
      {t.diagnostic && (
        <>
          <Facts>
            <Fact name="Reading">{sentence(t.diagnostic)}</Fact>
            <Fact name="Of">{t.target ?? '–'}</Fact>
            <Fact name="It says">{t.outcome ? sentence(t.outcome) : '–'}</Fact>
            <Fact name="Could be read at">{t.at === null ? 'any time' : clock(story(t.at))}</Fact>
          </Facts>
          <Link className="button" href={drillPath(id, 'diagnostics', { diagnostic: t.diagnostic, target: t.target })}>
            Open that reading
          </Link>
        </>
      )}
    </>
  );
}

/** Its twin beside it: the same page, another cause, the one panel that differs. */
export function Twin({ debrief: { twin } }: { debrief: Debrief }) {
  const { id } = useDrill();
  if (!twin) return <Empty title="This drill has no twin in the library" />;
  const href = hrefOfPanel(id, twin.panel);
  return (
    <>
      <p className="lead">{twin.text}</p>
      <p className="row">
        {href && (
          <Link className="button" href={href}>
            Open the panel that differs
          </Link>
        )}
        {twin.scenario && (
          <Link className="button" href={`/?scenario=${encodeURIComponent(twin.scenario)}`}>
            To the twin
          </Link>
        )}
      </p>
    </>
  );
}

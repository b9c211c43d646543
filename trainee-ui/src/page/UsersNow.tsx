import { useFrames } from '../api/session';
import { Spark } from '../ui/Spark';
import { usersSentence } from './page';

const SECONDS = 60;

/** What users meet, second by second over the last minute: the effect of whatever is done. */
export function UsersNow() {
  const { frame } = useFrames();
  const { offered, failed } = frame?.spark ?? { offered: [], failed: [] };
  if (offered.length === 0) return null;
  const said = usersSentence(offered, failed);
  return (
    <figure className="users-now">
      <Spark parts={failed} wholes={offered} room={SECONDS} label={`Requests of users over the last minute, and which of them failed. ${said}`} />
      <figcaption className="small">{said}</figcaption>
    </figure>
  );
}

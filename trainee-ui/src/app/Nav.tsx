import { Link } from 'wouter';
import { useDrill } from '../api/session';
import { Icon } from '../ui/Icon';
import { Kbd } from '../ui/bits';
import { type Place, drillPath, places } from './places';

export function Nav({ place }: { place: Place }) {
  const { id, view } = useDrill();
  const revealed = view.state === 'reveal' || view.state === 'closed';
  return (
    <nav className="nav" aria-label="Places">
      <ul>
        {places.map((p) => {
          if (p.id === 'debrief' && !revealed) return null;
          if (p.id === 'page' && !view.page) return null;
          return (
            <li key={p.id}>
              <Link href={drillPath(id, p.id)} aria-current={p.id === place ? 'page' : undefined} title={`${p.title} (g ${p.key})`}>
                <Icon name={p.id} />
                <span className="nav-title">{p.title}</span>
                <Kbd>g {p.key}</Kbd>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="nav-foot">
        <Kbd>?</Kbd> keys
      </p>
    </nav>
  );
}

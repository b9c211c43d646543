import { Markdown } from '../ui/Markdown';
import { save } from './download';

interface Props {
  title: string;
  about?: string;
  file: string;
  text: string;
}

/** A text to read here, or to take along as Markdown. */
export function Paper({ title, about, file, text }: Props) {
  return (
    <details className="paper">
      <summary>{title}</summary>
      {about && <p className="muted small">{about}</p>}
      <button type="button" className="small" aria-label={`Download ${title.toLowerCase()} as Markdown`} onClick={() => save(file, text)}>
        Download as Markdown
      </button>
      <article className="prose" aria-label={title}>
        <Markdown text={text} />
      </article>
    </details>
  );
}

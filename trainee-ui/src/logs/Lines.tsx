import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { useDrill, useStory } from '../api/session';
import { type LogLine, levelOf } from '../api/telemetry';
import { drillPath } from '../app/places';
import { clock } from '../format/time';
import { onRowKeys } from '../ui/bits';
import type { Folded } from './lines';

const ROW_PX = 24;
const CONTEXT_MS = 5_000;

type Narrow = (name: string, value: string, out: boolean) => void;

export function Lines({ lines, onNarrow }: { lines: Folded[]; onNarrow: Narrow }) {
  const scroll = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const rows = useVirtualizer({
    count: lines.length, getScrollElement: () => scroll.current, estimateSize: () => ROW_PX, overscan: 20,
    getItemKey: (i) => lines[i]?.line.id ?? i,
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={scroll} className="lines" onKeyDown={onRowKeys}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const row = lines[item.index];
          if (!row) return null;
          return (
            <div key={item.key} data-index={item.index} ref={rows.measureElement} className="line" style={{ transform: `translateY(${item.start}px)` }}>
              <Line row={row} open={open === row.line.id} onToggle={() => setOpen(open === row.line.id ? null : row.line.id)} onNarrow={onNarrow} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface LineProps {
  row: Folded;
  open: boolean;
  onToggle: () => void;
  onNarrow: Narrow;
}

function Line({ row: { line, times }, open, onToggle, onNarrow }: LineProps) {
  const { story } = useStory();
  return (
    <>
      <button type="button" data-row className={`line-head ${levelOf(line.level)}`} aria-expanded={open} onClick={onToggle}>
        <time>{clock(story(line.at))}</time>
        <span className="line-level">{line.level}</span>
        <span className="line-service">{line.service}</span>
        <span className="line-message">
          {times > 1 && <b className="line-times">{times}×</b>} {line.message}
        </span>
      </button>
      {open && <Detail line={line} onNarrow={onNarrow} />}
    </>
  );
}

function Detail({ line, onNarrow }: { line: LogLine; onNarrow: Narrow }) {
  const { id } = useDrill();
  const { region, instance, version, logger } = line;
  const fields = Object.entries({ region, instance, version, logger, ...line.fields }).filter(([, v]) => v !== '' && v !== null && v !== undefined);
  return (
    <div className="line-detail">
      <p className="line-whole">{line.message}</p>
      <dl>
        {fields.map(([name, value]) => {
          const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
          return (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code>{text}</code>
                <button type="button" className="quiet small" aria-label={`Only ${name} ${text}`} onClick={() => onNarrow(name, text, false)}>
                  +
                </button>
                <button type="button" className="quiet small" aria-label={`Without ${name} ${text}`} onClick={() => onNarrow(name, text, true)}>
                  −
                </button>
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="row">
        {line.traceId && (
          <Link className="button small" href={drillPath(id, `traces/${line.traceId}`)}>
            Open its trace
          </Link>
        )}
        <Link
          className="button small"
          href={drillPath(id, 'logs', { query: `{instance="${line.instance}"}`, from: line.at - CONTEXT_MS, to: line.at + CONTEXT_MS })}
        >
          Lines around it
        </Link>
      </p>
    </div>
  );
}

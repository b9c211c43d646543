import { usePreference } from '../ui/preference';
import { Paper } from './Paper';
import { asMarkdown, linesOf } from './runbook';

/** What was kept for next time, over all drills; nothing while there is nothing. */
export function MyRunbook() {
  const lines = linesOf(usePreference('runbook'));
  if (lines.length === 0) return null;
  return <Paper title="My runbook" about="Kept in this browser only: take it along before you clear its storage." file="my-runbook.md" text={asMarkdown(lines)} />;
}

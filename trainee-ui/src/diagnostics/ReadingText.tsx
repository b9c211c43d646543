import type { Reading } from '../api/drill';
import { asRows } from './rows';

/** A reading as the real tool would print it: its rows where it has some, else its text. */
export function ReadingText({ reading }: { reading: Reading }) {
  const table = asRows(reading.rows);
  return (
    <>
      {table && (
        <div className="scroll" tabIndex={0} role="group" aria-label="Rows of the reading">
          <table className="rows mono">
            <thead>
              <tr>
                {table.columns.map((c) => (
                  <th key={c} scope="col">{c}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, i) => (
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={i}>
                  {row.map((cell, j) => (
                    // oxlint-disable-next-line react/no-array-index-key
                    <td key={j}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {/* Takes the focus so that its long lines can be scrolled by keys. */}
      {reading.text && (
        <pre className="raw" tabIndex={0} role="group" aria-label="As the tool printed it">
          {reading.text}
        </pre>
      )}
      {!table && !reading.text && <p className="muted">The diagnostic answered nothing.</p>}
    </>
  );
}

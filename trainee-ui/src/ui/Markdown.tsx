import { type Block, type Piece, blocks, pieces } from './blocks';

/** The little Markdown that lessons use: headings, paragraphs, lists, code, bold, emphasis. Never HTML. */
export function Markdown({ text }: { text: string }) {
  return blocks(text).map((block, i) => (
    // A text is parsed as a whole; its blocks have no other identity than their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Shown key={i} block={block} />
  ));
}

function Shown({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': return block.level < 2 ? <h2>{inline(block.text)}</h2> : <h3>{inline(block.text)}</h3>;
    case 'code': return <pre className="raw">{block.text}</pre>;
    case 'list': {
      // oxlint-disable-next-line react/no-array-index-key
      const items = block.items.map((item, i) => <li key={i}>{inline(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'paragraph': return <p>{inline(block.text)}</p>;
  }
}

function inline(text: string) {
  // oxlint-disable-next-line react/no-array-index-key
  return pieces(text).map((p, i) => <Inline key={i} piece={p} />);
}

function Inline({ piece: { kind, text } }: { piece: Piece }) {
  switch (kind) {
    case 'bold': return <strong>{text}</strong>;
    case 'emphasis': return <em>{text}</em>;
    case 'code': return <code>{text}</code>;
    case 'text': return text;
  }
}

import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { Suggest } from './Suggest';

afterEach(cleanup);

function Field({ onEnter }: { onEnter: () => void }) {
  const [value, setValue] = useState('');
  const all = ['checkout', 'cart', 'catalog'].map((label) => ({ key: label, label }));
  return <Suggest label="Component" value={value} onChange={setValue} suggestions={all.filter((s) => s.label.startsWith(value))} onPick={(s) => setValue(s.key)} onEnter={onEnter} />;
}

it('is used by keyboard alone: arrows choose, Enter takes, Enter again is the form’s', () => {
  const onEnter = vi.fn();
  render(<Field onEnter={onEnter} />);
  const field = screen.getByRole('combobox', { name: 'Component' }) as HTMLInputElement;
  fireEvent.change(field, { target: { value: 'ca' } });
  expect(screen.getAllByRole('option').map((o) => o.textContent)).toEqual(['cart', 'catalog']);
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(screen.getByRole('option', { selected: true }).textContent).toBe('catalog');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(field.value).toBe('catalog');
  expect(onEnter).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(onEnter).toHaveBeenCalledOnce();
});

it('closes by Escape and keeps what was typed', () => {
  render(<Field onEnter={() => {}} />);
  const field = screen.getByRole('combobox') as HTMLInputElement;
  fireEvent.change(field, { target: { value: 'ca' } });
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(screen.queryAllByRole('option')).toEqual([]);
  expect(field.value).toBe('ca');
});

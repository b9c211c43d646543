import { useState } from 'react';
import type { Change } from '../api/acts';
import type { ActionService } from '../api/telemetry';
import { Input, Select } from '../ui/Field';
import { Chip } from '../ui/bits';
import { currentVersion, previousVersion, scopesOf } from './catalogue';

interface Props {
  service: ActionService;
  ask: (change: Change) => void;
}

/** What services share (a datastore, a queue) has settings, and neither versions nor instances. */
export function ServiceActions({ service, ask }: Props) {
  const shared = service.versions.length === 0;
  return (
    <div className="action-cards">
      {!shared && <Release service={service} ask={ask} />}
      <Config service={service} ask={ask} />
      <Scale service={service} ask={ask} />
      {!shared && <Instances service={service} ask={ask} />}
    </div>
  );
}

function Release({ service, ask }: Props) {
  const [scope, setScope] = useState(service.name);
  const current = currentVersion(service);
  const previous = previousVersion(service);
  const [version, setVersion] = useState(previous ?? current ?? '');
  return (
    <section className="card" aria-label="Release">
      <h2>Release</h2>
      <p className="muted">
        Running {current ?? 'unknown'}
        {previous && `, before it ${previous}`}
      </p>
      <Select label="Where" value={scope} options={scopesOf(service)} onChange={setScope} />
      {previous && (
        <button type="button" onClick={() => ask({ kind: 'deploy', target: scope, version: previous })}>
          Roll back {service.name} to {previous}
        </button>
      )}
      <details>
        <summary>Another version</summary>
        <div className="row">
          <Select label="Version" value={version} options={service.versions.map((v) => ({ value: v.id, label: `${v.id}${v.current ? ' (current)' : ''}${v.summary ? ` · ${v.summary}` : ''}` }))} onChange={setVersion} />
          <button type="button" disabled={version === ''} onClick={() => ask({ kind: 'deploy', target: scope, version })}>
            Deploy
          </button>
        </div>
      </details>
    </section>
  );
}

function Config({ service, ask }: Props) {
  const [scope, setScope] = useState(service.name);
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const setting = service.settings.find((s) => s.key === key);
  return (
    <section className="card" aria-label="Config">
      <h2>Config</h2>
      <Select
        label="Setting"
        value={key}
        empty="choose a setting …"
        options={service.settings.map((s) => ({ value: s.key, label: `${s.key} = ${s.value ?? 'differs'}${s.value !== null && s.value !== s.default ? ' (changed)' : ''}` }))}
        onChange={(next) => {
          setKey(next);
          setValue(service.settings.find((s) => s.key === next)?.value ?? '');
        }}
      />
      {setting && (
        <>
          <p className="muted small">
            {setting.about} Default {setting.default || 'none'}, now {setting.value ?? 'different by instance'}
            {setting.scopeValues.map((s) => `; ${s.scope}: ${s.value}`)}
          </p>
          <Select label="Where" value={scope} options={scopesOf(service)} onChange={setScope} />
          <Input label="New value" value={value} onChange={setValue} />
          <p className="row">
            <button type="button" disabled={value.trim() === ''} onClick={() => ask({ kind: 'config', target: scope, key, value: value.trim() })}>
              Set {key}
            </button>
            <button type="button" onClick={() => ask({ kind: 'config', target: scope, key, value: null })}>
              Back to default
            </button>
          </p>
        </>
      )}
    </section>
  );
}

function Scale({ service, ask }: Props) {
  const regions = Object.entries(service.scale);
  if (regions.length === 0) return null;
  return (
    <section className="card" aria-label="Scale">
      <h2>Scale</h2>
      {regions.map(([region, instances]) => (
        <p key={region} className="row">
          <span className="grow">
            {region}: {instances}
          </span>
          <button type="button" disabled={instances <= 1} aria-label={`Scale ${service.name} in ${region} down to ${instances - 1}`} onClick={() => ask({ kind: 'scale', target: `${service.name}/${region}`, instances: instances - 1 })}>
            −
          </button>
          <button type="button" aria-label={`Scale ${service.name} in ${region} up to ${instances + 1}`} onClick={() => ask({ kind: 'scale', target: `${service.name}/${region}`, instances: instances + 1 })}>
            +
          </button>
        </p>
      ))}
    </section>
  );
}

function Instances({ service, ask }: Props) {
  return (
    <section className="card" aria-label="Instances">
      <h2>Instances</h2>
      <ul className="instances">
        {service.instances.map((i) => {
          const target = `${service.name}/${i.region}/${i.name}`;
          const drained = i.state === 'drained';
          return (
            <li key={i.name}>
              <b>{i.name}</b>
              <span className="muted">{i.version}</span>
              <Chip tone={drained ? 'warn' : i.state === 'serving' ? 'good' : 'empty'}>{i.state || 'unknown'}</Chip>
              <span className="row">
                <button type="button" className="small" aria-label={`Restart ${i.name}`} onClick={() => ask({ kind: 'restart', target })}>
                  Restart
                </button>
                <button type="button" className="small" aria-label={`${drained ? 'Undrain' : 'Drain'} ${i.name}`} onClick={() => ask({ kind: 'drain', target, drained: !drained })}>
                  {drained ? 'Undrain' : 'Drain'}
                </button>
              </span>
            </li>
          );
        })}
      </ul>
      <button type="button" onClick={() => ask({ kind: 'restart', target: service.name })}>
        Restart all of {service.name}
      </button>
    </section>
  );
}

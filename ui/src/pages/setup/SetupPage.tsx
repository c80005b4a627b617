import { FirstTrace } from './FirstTrace';

export function SetupPage() {
  return <FirstTrace waiting={false} />;
}

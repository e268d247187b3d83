import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, preloadScreen } from './app.tsx';
import { queryClient, sessionQuery } from './api/queries.ts';
import { startLanguage } from './lib/i18n.ts';
import { follow } from './lib/theme.ts';
import { followFocus } from './ui/lastFocus.ts';
import './styles.css';

follow();
followFocus();
const language = startLanguage(['common']);
void queryClient.prefetchQuery(sessionQuery);
preloadScreen(location.pathname);
await language;

const root = document.getElementById('app');
if (!root) throw new Error('The page has no #app.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

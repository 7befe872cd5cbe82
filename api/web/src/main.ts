import { mount } from 'svelte';
import './fonts.css';
import './app.css';
import Page from './Page.svelte';

mount(Page, { target: document.getElementById('app') as HTMLElement });

"""Understanding, without an exam: short questions, what is learnt from them, and competence signed off.

`models` are the rows of prompts, `competence_models` those of sign-off. A prompt's state is worked out from its rows
and the clock in `rules/state`; whether somebody may be asked, in `rules/asking`, which every way of asking goes through
(`operations/asking.ask`). Every door that brings an answer (signed in, link, handed over) calls
`operations/answering.answer`; judging it is `operations/reviewing.review`. `queries/prompts.opened` reads one prompt
with all that stands beside it."""

"""What is heard, to be said and to be done: updates, outbox, jobs and cases."""

/** What does tasks, each of which somewhere, several at a time. */
export interface TaskPool<Task, Answer> {
  run(task: Task): Promise<Answer>;
  /** Ends all tasks at once. */
  close(): Promise<void>;
}

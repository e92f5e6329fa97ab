"""What a card's schedule is: study days, the memory model, the next state after an answer, and the queue of a day."""

mod answers;
mod extract;
mod prepare;
mod refusal;
mod score;

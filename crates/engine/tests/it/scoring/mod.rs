mod extract;
mod prepare;
mod refusal;
mod score;

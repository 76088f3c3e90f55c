"""Bytes to text: encodings, Word, web pages, PDF."""

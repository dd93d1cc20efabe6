"""Other servers of GraphQL, side by side with ours: python -m benchmarks.peers"""

from gql_content.cli import main

if __name__ == "__main__":  # Processes that parse files import this module again.
    main()

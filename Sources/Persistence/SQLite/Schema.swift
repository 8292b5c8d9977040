import GRDB

/// The steps from an empty file to the present schema. Steps that were released are never changed; new ones are added at the end.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 documents and jobs", migrate: DocumentSchema.create)
        migrator.registerMigration("2 accounts", migrate: AccountSchema.create)
        migrator.registerMigration("3 webhooks", migrate: WebhookSchema.create)
        migrator.registerMigration("4 answered requests", migrate: IdempotencySchema.create)
        migrator.registerMigration("5 usage", migrate: UsageSchema.create)
        migrator.registerMigration("3 image vectors", migrate: ImageIndexSchema.create)
        migrator.registerMigration("6 search index", migrate: SearchSchema.create)
        migrator.registerMigration("7 words of documents", migrate: VocabularySchema.create)
        migrator.registerMigration("8 searches of people", migrate: SearchNotebookSchema.create)
        migrator.registerMigration("9 conversations", migrate: ConversationSchema.create)
        migrator.registerMigration("10 entities", migrate: EntitySchema.create)
        migrator.registerMigration("12 numbers of documents", migrate: DocumentCountSchema.create)
        migrator.registerMigration("13 corrections", migrate: CorrectionSchema.create)
        migrator.registerMigration("14 words counted together", migrate: VocabularySchema.countTogether)
        return migrator
    }
}

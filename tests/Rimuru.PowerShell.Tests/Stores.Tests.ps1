# The administration of stores, on a SQLite file always, and on a PostgreSQL server where one is installed.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    $hasPostgres = [bool](Find-Postgres)
    if (-not $hasPostgres) { Write-Warning 'No PostgreSQL server is installed here (initdb, postgres): the cmdlets are NOT tested on one.' }
    $stores = @{ Kind = 'Sqlite'; IsSkipped = $false }, @{ Kind = 'PostgreSql'; IsSkipped = -not $hasPostgres }
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $postgres = if (Find-Postgres) { Start-Postgres }
}
AfterAll {
    Remove-Module Rimuru -Force
    if ($postgres) { Stop-Postgres $postgres }
}

Describe 'A <Kind> store' -ForEach $stores {
    BeforeEach {
        if ($IsSkipped) { Set-ItResult -Skipped -Because 'no PostgreSQL server is installed'; return }
        $folder = "$TestDrive/$([guid]::NewGuid().ToString('N'))"
        $sample = New-SampleHome "$folder/home"
        $url = if ($Kind -eq 'Sqlite') { "sqlite:$folder/ledger.db" } else { New-PostgresUrl $postgres }
        $backup = "$folder/ledger.backup"
        $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = $sample; '*-Rimuru*:Database' = $url }
    }

    It 'is told of before it is there, made, and not made twice' {
        $store = Get-RimuruStore
        $store | Should -BeOfType Rimuru.StoreInfo
        $store.Exists, $store.Version, $store.Records | Should -Be $false, $null, $null
        $store.Kind, $store.Origin | Should -Be $Kind, 'parameter -Database'
        Initialize-RimuruStore -WhatIf
        (Get-RimuruStore).Exists | Should -BeFalse
        Initialize-RimuruStore | Should -BeNullOrEmpty
        $made = Initialize-RimuruStore -PassThru
        $made.Exists, $made.Version, $made.Records | Should -Be $true, $made.LatestVersion, 0
        "$made" | Should -Be $made.Name
    }

    It 'passes its checks' {
        @(Test-RimuruStore)[-1].Status | Should -Be 'Warning'
        $null = Sync-RimuruSession
        $checks = Test-RimuruStore
        $checks | Should -BeOfType Rimuru.StoreCheck
        $checks.Name | Should -Be 'Connection', 'Version', 'Permissions', 'Integrity', 'Sums', 'Size'
        $checks.Passed | Should -Not -Contain $false
        $checks[0..4].Status | ForEach-Object { $_ | Should -Be 'Passed' }
    }

    It 'answers a quiet test with one Boolean' {
        $null = Sync-RimuruSession
        $Error.Clear()
        $answer = @(Test-RimuruStore -Quiet -ErrorAction Stop)
        $answer | Should -HaveCount 1
        $answer[0] | Should -BeOfType bool
        $answer[0] | Should -BeTrue
        $wrong = if ($Kind -eq 'Sqlite') { Set-Content "$folder/notes.db" ('x' * 5000); "$folder/notes.db" } else { 'postgres://nobody@127.0.0.1:1/none' }
        foreach ($database in $wrong, 'mysql://u@h/d') {
            $answer = @(Test-RimuruStore -Database $database -Quiet -ErrorAction Stop)
            $answer | Should -HaveCount 1
            $answer[0] | Should -BeOfType bool
            $answer[0] | Should -BeFalse
        }
        Test-RimuruStore -HomePath /nowhere/at/all -Quiet -ErrorAction Stop | Should -BeFalse
        $Error | Should -BeNullOrEmpty
    }

    It 'gives the dearest groups of a report, and the latest sessions' {
        $all = Get-RimuruCost -By Agent, Model
        $wanted = @($all | Sort-Object Cost -Descending | Select-Object -First 2)
        Get-RimuruCost -By Agent, Model -Top 2 | ConvertTo-Json | Should -BeExactly ($wanted | ConvertTo-Json)
        Get-RimuruAgent | Get-RimuruCost -By Agent, Model -Top 2 | ConvertTo-Json | Should -BeExactly ($wanted | ConvertTo-Json)
        (Get-RimuruCost -Top 99).Cost | Should -Be ((Get-RimuruCost).Cost | Sort-Object -Descending)
        (Get-RimuruCost -By Day -Top 1).Day | Should -Be (Get-RimuruCost -By Day | Sort-Object Cost | Select-Object -Last 1).Day
        Get-RimuruCost -Agent Amp -Top 1 | Should -BeNullOrEmpty

        $sessions = Get-RimuruSession
        $latest = @(($sessions | Sort-Object StartedAt | Select-Object -Last 2).SessionId)
        (Get-RimuruSession -Newest 2).SessionId | Should -Be $latest
        (Get-RimuruAgent | Get-RimuruSession -Newest 2).SessionId | Should -Be $latest
        (Get-RimuruSession Codex -Newest 99).SessionId | Should -Be (Get-RimuruSession Codex).SessionId
        foreach ($status in [Enum]::GetNames([Rimuru.SessionStatus])) {
            @(Get-RimuruSession -Status $status | ForEach-Object SessionId) |
                Should -Be @($sessions | Where-Object Status -EQ $status | ForEach-Object SessionId)
        }
        Get-RimuruSession -Status Active, Completed, Cancelled, Failed | Should -HaveCount $sessions.Count
        { Get-RimuruCost -Top 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Get-RimuruSession -Newest -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'is copied into another one, as often as one likes' {
        $null = Sync-RimuruSession
        $other = "sqlite:$folder/other.db"
        Copy-RimuruStore $other -WhatIf
        "$folder/other.db" | Should -Not -Exist
        $copy = Copy-RimuruStore $other
        $copy | Should -BeOfType Rimuru.StoreCopyResult
        $copy.Records, $copy.RecordsAdded | Should -Be 14, 14
        (Copy-RimuruStore $other).RecordsAdded | Should -Be 0
        Get-RimuruCost -By Agent, Model -Database $other -NoSync | ConvertTo-Json | Should -Be (Get-RimuruCost -By Agent, Model -NoSync | ConvertTo-Json)
        (Copy-RimuruStore $url -Database $other).RecordsAdded | Should -Be 0
        { Copy-RimuruStore $url } | Should -Throw -ErrorId 'E9001,Rimuru.Commands.CopyRimuruStoreCommand'
    }

    It 'comes back from a backup' {
        $null = Sync-RimuruSession
        $records = (Get-RimuruStore).Records
        $records | Should -BeGreaterThan 0
        Backup-RimuruStore $backup -WhatIf
        $backup | Should -Not -Exist
        $made = Backup-RimuruStore $backup -PassThru
        $made | Should -BeOfType Rimuru.StoreBackup
        $made.Path, $made.Kind, $made.Size | Should -Be (Get-Item $backup).FullName, $Kind, (Get-Item $backup).Length
        { Backup-RimuruStore $backup } | Should -Throw -ErrorId 'E1010,Rimuru.Commands.BackupRimuruStoreCommand'
        Backup-RimuruStore $backup -Force
        $null = Optimize-RimuruStore -OlderThan now -Force
        (Get-RimuruStore).Records | Should -Be 0
        Sync-RimuruSession | Measure-Object RecordsAdded -Sum | ForEach-Object Sum | Should -Be 0
        { $made | Restore-RimuruStore -WhatIf } | Should -Not -Throw
        (Get-RimuruStore).Records | Should -Be 0
        $restored = $made | Restore-RimuruStore -Force -Confirm:$false -PassThru
        $restored.Records, $restored.RetainedSince | Should -Be $records, $null
        (Restore-RimuruStore $backup -Confirm:$false -PassThru).Records | Should -Be $records
        (Test-RimuruStore).Passed | Should -Not -Contain $false
    }

    It 'refuses what is no backup of it' {
        $null = Sync-RimuruSession
        'nothing' | Set-Content "$folder/garbage"
        { Restore-RimuruStore "$folder/garbage" -Force -Confirm:$false } | Should -Throw -ErrorId 'E1009,Rimuru.Commands.RestoreRimuruStoreCommand'
        { Restore-RimuruStore "$folder/garbage" -WhatIf } | Should -Throw -ErrorId 'E1009,Rimuru.Commands.RestoreRimuruStoreCommand'
        { Restore-RimuruStore "$folder/none" -Force -Confirm:$false } | Should -Throw -ErrorId 'E9002,Rimuru.Commands.RestoreRimuruStoreCommand'
        ($Kind -eq 'Sqlite' ? 'PGDMP and more' : "SQLite format 3`0 and more") | Set-Content "$folder/other"
        { Restore-RimuruStore "$folder/other" -Force -Confirm:$false } | Should -Throw '*Copy-RimuruStore*'
        (Test-RimuruStore).Passed | Should -Not -Contain $false
    }

    It 'loses old records only when told to' {
        $null = Sync-RimuruSession
        $before = Get-RimuruStore
        (Optimize-RimuruStore).RecordsRemoved | Should -Be 0
        $cut = $before.LastActivity.AddSeconds(-1)
        $preview = Optimize-RimuruStore -OlderThan $cut -WhatIf
        $preview | Should -BeOfType Rimuru.StoreOptimization
        $preview.RecordsRemoved, $preview.SizeAfter | Should -Be ($before.Records - @(Get-RimuruUsage -NoSync -Since $cut).Count), $null
        (Get-RimuruStore).Records | Should -Be $before.Records
        $done = Optimize-RimuruStore -OlderThan $cut -Force
        $done.RecordsRemoved, $done.SessionsRemoved | Should -Be $preview.RecordsRemoved, $preview.SessionsRemoved
        $done.SizeAfter | Should -BeGreaterThan 0
        (Get-RimuruStore).RetainedSince.ToUnixTimeSeconds() | Should -Be $cut.ToUnixTimeSeconds()
        (Optimize-RimuruStore -Reset).RetainedSince | Should -BeNullOrEmpty
        $null = Sync-RimuruSession
        (Get-RimuruStore).Records | Should -Be $before.Records
        { Optimize-RimuruStore -OlderThan (Get-Date).AddDays(2) } | Should -Throw -ErrorId 'E9001,Rimuru.Commands.OptimizeRimuruStoreCommand'
        (Test-RimuruStore).Passed | Should -Not -Contain $false
    }

    It 'takes its retention from the configuration' {
        $null = Sync-RimuruSession
        $env:RIMURU__DATABASE__RETENTION_DAYS = '1'
        try { (Optimize-RimuruStore -WhatIf).RetainedSince | Should -BeGreaterThan (Get-Date).AddDays(-1.1) } finally { Remove-Item Env:RIMURU__DATABASE__RETENTION_DAYS }
    }
}

Describe 'A store that cannot be reached' {
    It 'is a failed check, and an error to all others' {
        $url = 'postgres://ada:secret@127.0.0.1:1/team?connect_timeout=1'
        $check = Test-RimuruStore -Database $url
        $check.Status, $check.Passed | Should -Be 'Failed', $false
        $check.Detail | Should -BeLike '`[E1001`] Database connection failed: postgres://ada:`*`*`*@*'
        $check.Advice | Should -Not -BeNullOrEmpty
        { Get-RimuruStore -Database $url } | Should -Throw -ErrorId 'E1001,Rimuru.Commands.GetRimuruStoreCommand'
    }
}

Describe 'What is at the path of a ledger instead of one' -Skip:$IsWindows {
    It 'is said by Get-, Test- and Initialize-RimuruStore: <Make>' -ForEach @(
        @{ Make = 'mkdir odd'; Message = 'it is a folder; name a file in a folder' }
        @{ Make = 'mkfifo odd'; Message = 'it is a pipe, a socket or a device' }
        @{ Make = 'ln -s /dev/zero odd'; Message = 'it is a pipe, a socket or a device' }
        @{ Make = 'ln -s nothing odd'; Message = 'it is a link to nothing, which does not exist' }
        @{ Make = 'echo text > odd'; Message = 'is not a SQLite database' }
    ) {
        $folder = "$TestDrive/$([guid]::NewGuid().ToString('N'))"
        $null = New-Item -ItemType Directory $folder
        sh -c "cd '$folder' && $Make"
        $url = "sqlite:$folder/odd"
        $check = Test-RimuruStore -Database $url
        $check.Name, $check.Status | Should -Be 'Connection', 'Failed'
        $check.Detail | Should -BeLike "*$Message*"
        { Get-RimuruStore -Database $url } | Should -Throw "*$Message*"
        { Initialize-RimuruStore -Database $url } | Should -Throw "*$Message*"
    }
}

-- name: filled
select
    month,
    provider,
    count(*) as records,
    count(
        case
            when $field = 'weapon' then weapon
            when $field = 'alcohol' then alcohol
            when $field = 'relationship' then relationship
        end
    ) as filled
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    month,
    provider
order by
    provider,
    month

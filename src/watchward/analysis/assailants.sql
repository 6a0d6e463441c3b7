-- name: relationship
select
    relationship,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by relationship
order by relationship

-- name: number
select
    assailants,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by assailants
order by assailants

-- name: relationship_sex
select
    relationship,
    sex,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
    and relationship is not null
    and sex in ('F', 'M')
group by
    relationship,
    sex
order by
    relationship,
    sex
